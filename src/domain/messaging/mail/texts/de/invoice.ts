import type { Texts } from "../types.ts";

export const invoice: Texts["invoice"] = {
  invoice: {
    subject: "Rechnung {number} von {business}",
    title: "Ihre Rechnung",
    intro: "{business} hat Ihnen eine Rechnung über {total} gestellt.",
    after: "Wenn etwas unklar ist, schreiben Sie an {email}.",
  },
  invoicePaid: {
    subject: "Bezahlt: Rechnung {number} von {business}",
    title: "Ihre Rechnung ist bezahlt",
    intro: "{business} hat {total} von Ihnen erhalten. Es ist nichts mehr offen.",
    after: "Wenn etwas unklar ist, schreiben Sie an {email}.",
  },
};

export const invoiceWords: Texts["invoiceWords"] = {
  number: "Rechnungsnummer",
  issued: "Rechnungsdatum",
  items: "Positionen",
  beforeDiscount: "Vor Rabatt",
  discount: "Rabatt",
  total: "Gesamtbetrag",
  due: "Zahlbar bis",
  paid: "Bezahlt am",
  why: "Sie erhalten diese E-Mail, weil {business} Ihnen eine Rechnung gestellt hat.",
};
