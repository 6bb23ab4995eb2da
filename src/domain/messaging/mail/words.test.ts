import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { oneLine, paragraphs, personName, webAddress } from "./clean.ts";
import { bestLocale } from "./locale.ts";
import { mailbox } from "./mailbox.ts";
import { moneyInWords } from "./money.ts";
import { contrast, darkCard, lightCard, palette } from "./palette.ts";

describe("the best locale", () => {
  const wishes: [wanted: string | null | undefined, best: string][] = [
    ["de-AT", "de"],
    ["pt_BR", "pt"],
    ["FR", "fr"],
    ["it", "en"],
    ["", "en"],
    [null, "en"],
    [undefined, "en"],
    ["it-IT, es-MX;q=0.8, de;q=0.9", "de"],
    ["de;q=0, fr", "fr"],
    ["*", "en"],
  ];
  for (const [wanted, best] of wishes) it(`for ${wanted} is ${best}`, () => assert.equal(bestLocale(wanted), best));
});

describe("money in words", () => {
  const amounts: [tag: string, amount: number, currency: string, said: string][] = [
    ["en-GB", 4500, "eur", "€45.00"],
    ["de", 123456, "eur", "1.234,56 €"],
    ["fr", 123456, "EUR", "1 234,56 €"],
    ["en-US", 1500, "jpy", "¥1,500"],
    ["en-GB", 1234, "kwd", "KWD 1.234"],
    ["en-US", 5, "usd", "$0.05"],
    ["en-US", 0, "usd", "$0.00"],
    ["en-US", -250, "usd", "-$2.50"],
    ["en-US", 9007199254740991, "usd", "$90,071,992,547,409.91"],
    ["en-GB", 7, "kwd", "KWD 0.007"],
  ];
  for (const [tag, amount, currency, said] of amounts) {
    it(`${amount} ${currency} is ${said}`, () =>
      assert.equal(moneyInWords(tag, { amount, currency }).replaceAll("\u00a0", " "), said));
  }
});

describe("a business's colours", () => {
  for (const accent of [
    "#f2c94c",
    "#ffffff",
    "#000000",
    "#0d6e6e",
    "#fff",
    "#777777",
    "#e53935",
    "nonsense",
    undefined,
  ]) {
    it(`can be read with the accent ${accent}`, () => {
      const colours = palette(accent);
      assert.ok(contrast(colours.accent, colours.onAccent) >= 4.5);
      assert.ok(contrast(colours.link, lightCard) >= 4.5);
      assert.ok(contrast(colours.accentDark, darkCard) >= 4.5);
      assert.ok(contrast(colours.accentDark, colours.onAccentDark) >= 4.5);
    });
  }
  it("leave an accent as it is, and put dark text on a light one", () => {
    assert.deepEqual([palette("#f2c94c").accent, palette("#f2c94c").onAccent], ["#f2c94c", "#000000"]);
  });
});

describe("what people typed", () => {
  it("becomes one line, without hidden characters, and not endless", () => {
    assert.equal(oneLine(" Maria\r\nBcc: x\u0000\u202e "), "Maria Bcc: x");
    assert.equal(oneLine("abcdef", 4), "abc…");
  });
  it("keeps its paragraphs where there is room for them", () => {
    assert.equal(paragraphs("One  \r\nTwo\n\n\n\nThree\u0007"), "One\nTwo\n\nThree");
    const started = performance.now();
    paragraphs(`${" ".repeat(200_000)}x`);
    assert.ok(performance.now() - started < 500);
  });
  it("greets people and not advertisements", () => {
    for (const name of ["Maria Weber", "J. R. Smith", "Dr. Müller", "Łukasz", "O’Neill"])
      assert.equal(personName(name), name);
    for (const name of ["Win at http://evil.example", "www.evil", "evil.example/now", "me@evil.example", " ", null]) {
      assert.equal(personName(name), null, String(name));
    }
  });
  it("is a link only as http or https", () => {
    assert.equal(webAddress("https://a.example/x?y=1"), "https://a.example/x?y=1");
    for (const url of ["javascript:alert(1)", "data:text/html,x", "/relative", "", null])
      assert.equal(webAddress(url), null);
  });
  it("stays inside the name of a mailbox", () => {
    assert.equal(mailbox('Weber, "M"', "m@x.example"), '"Weber, \\"M\\"" <m@x.example>');
    assert.equal(mailbox("a\r\nBcc: b", "m@x.example"), '"a Bcc: b" <m@x.example>');
    assert.equal(mailbox("", "m@x.example"), "m@x.example");
  });
});
