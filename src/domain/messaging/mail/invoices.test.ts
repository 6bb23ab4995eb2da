import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { exampleInvoiceFacts } from "./examples.ts";
import { invoiceMailKinds } from "./invoice-facts.ts";
import { invoiceMail } from "./invoices.ts";
import { locales } from "./locale.ts";

const text = (...args: Parameters<typeof invoiceMail>) => invoiceMail(...args).text.replaceAll("\u00a0", " ");

describe("every mail with an invoice", () => {
  for (const kind of invoiceMailKinds) {
    for (const locale of locales) {
      it(`${kind} in ${locale} is complete`, () => {
        const { subject, html, text } = invoiceMail(kind, locale, exampleInvoiceFacts);
        for (const part of [subject, html, text]) assert.doesNotMatch(part, /undefined|\bnull\b|NaN|\[object|Invalid/);
        for (const part of [subject, text]) assert.doesNotMatch(part, /[{}<>!]/);
        for (const said of ["INV-0042", "Haircut", "150", "2027"]) assert.ok(text.includes(said), said);
      });
    }
  }
});

describe("a mail with an invoice", () => {
  it("says what for, how much and by when", () => {
    const said = text("invoice", "en", exampleInvoiceFacts);
    assert.match(said, /Invoice date: Tuesday, 9 March 2027/);
    assert.match(said, /1 × Haircut: €45\.00/);
    assert.match(said, /1\.5 × Bridal styling, by the hour: €120\.00/);
    assert.match(said, /Before discount: €165\.00\nDiscount: -€15\.00\nTotal: €150\.00/);
    assert.match(said, /Please pay by: Tuesday, 23 March 2027/);
    assert.match(said, /Note: Thank you for coming\./);
    assert.match(text("invoice", "de", exampleInvoiceFacts), /1,5 × Bridal styling, by the hour: 120,00 €/);
  });

  it("says when it was paid in place of by when, and nothing of a discount that is none", () => {
    const said = text("invoicePaid", "en", { ...exampleInvoiceFacts, discount: 0, subtotal: 15_000 });
    assert.match(said, /Paid on: Friday, 12 March 2027/);
    assert.doesNotMatch(said, /pay by|iscount/);
  });

  it("names an address to write to only where the business has one", () => {
    assert.match(text("invoice", "en", exampleInvoiceFacts), /write to hello@studio\.example/);
    const business = { ...exampleInvoiceFacts.business, email: null };
    assert.doesNotMatch(text("invoice", "en", { ...exampleInvoiceFacts, business }), /write to/);
  });

  it("escapes what people typed", () => {
    const description = "<b>Cut\r\nTotal: free</b>";
    const mail = invoiceMail("invoice", "en", {
      ...exampleInvoiceFacts,
      items: [{ description, quantity: 1, total: 0 }],
    });
    assert.match(mail.html, /&lt;b&gt;Cut Total: free/);
    assert.match(mail.text.replaceAll("\u00a0", " "), /0\.001 × <b>Cut Total: free<\/b>: €0\.00/);
  });
});
