import { oneLine, paragraphs, personName } from "./clean.ts";
import type { RenderedMail } from "./facts.ts";
import { fill } from "./fill.ts";
import type { InvoiceFacts, InvoiceMailKind } from "./invoice-facts.ts";
import type { Row } from "./letter.ts";
import type { Locale } from "./locale.ts";
import { moneyInWords } from "./money.ts";
import { regionalTag } from "./region.ts";
import { render } from "./render.ts";
import { texts } from "./texts/index.ts";
import { dayInWords } from "./when.ts";

/** A mail that is an invoice: everything that is on it stands in the mail itself. */
export function invoiceMail(kind: InvoiceMailKind, locale: Locale, facts: InvoiceFacts): RenderedMail {
  const { words, invoice, invoiceWords } = texts[locale];
  const said = invoice[kind];
  const known = {
    business: oneLine(facts.business.name, 100),
    number: oneLine(facts.number, 50),
    total: moneyOf(locale, facts, facts.total),
    email: oneLine(facts.business.email ?? "", 254),
  };
  const say = (sentence: string | undefined) => (sentence && fill(sentence, known)) || "";
  const name = personName(facts.customerName);
  return render({
    locale,
    brand: facts.business,
    subject: oneLine(say(said.subject), 200),
    greeting: name ? fill(words.greeting, { name })! : words.greetingNobody,
    title: say(said.title),
    paragraphs: [say(said.intro)],
    rows: invoiceRows(kind, locale, facts),
    after: [say(said.after)].filter(Boolean),
    links: [],
    why: say(invoiceWords.why),
  });
}

function invoiceRows(kind: InvoiceMailKind, locale: Locale, facts: InvoiceFacts): Row[] {
  const { words, invoiceWords } = texts[locale];
  const reader = { locale, zone: facts.zone };
  const money = (amount: number) => moneyOf(locale, facts, amount);
  const rows: [label: string, lines: (string | null | undefined)[]][] = [
    [invoiceWords.number, [oneLine(facts.number)]],
    [invoiceWords.issued, [dayInWords(reader, facts.issuedAt)]],
    [
      invoiceWords.items,
      facts.items.map(
        ({ description, quantity, total }) =>
          `${quantityInWords(locale, facts, quantity)} × ${oneLine(description)}: ${money(total)}`,
      ),
    ],
    [invoiceWords.beforeDiscount, facts.discount > 0 ? [money(facts.subtotal)] : []],
    [invoiceWords.discount, facts.discount > 0 ? [money(-facts.discount)] : []],
    [invoiceWords.total, [money(facts.total)]],
    [
      kind === "invoice" ? invoiceWords.due : invoiceWords.paid,
      [
        kind === "invoice"
          ? facts.dueDate && dateInWords(locale, facts.dueDate)
          : facts.paidAt && dayInWords(reader, facts.paidAt),
      ],
    ],
    [words.note, [facts.notes && paragraphs(facts.notes)]],
  ];
  return rows.flatMap(([label, lines]) => {
    const said = lines.filter((line): line is string => Boolean(line));
    return said.length > 0 ? [{ label, lines: said }] : [];
  });
}

const moneyOf = (locale: Locale, { zone, currency }: InvoiceFacts, amount: number) =>
  moneyInWords(regionalTag(locale, zone), { amount, currency });

/** 1500 thousandths are "1.5", and "1,5" in German. */
const quantityInWords = (locale: Locale, { zone }: InvoiceFacts, thousandths: number) =>
  new Intl.NumberFormat(regionalTag(locale, zone), { maximumFractionDigits: 3 })
    .format(`${thousandths}e-3` as Intl.StringNumericLiteral)
    .replaceAll("\u202f", "\u00a0");

/** A date that is meant as it stands, in no zone: the same day for every reader. */
const dateInWords = (locale: Locale, date: string) => dayInWords({ locale, zone: "UTC" }, `${date}T12:00:00Z`);
