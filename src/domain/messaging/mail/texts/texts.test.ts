import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { locales } from "../locale.ts";
import { texts } from "./index.ts";

/** "customer.confirmation.subject" → the sentence, for everything a language says. */
function sentences(value: unknown, path = ""): [string, string][] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value !== "object" || !value) return [];
  return Object.entries(value).flatMap(([key, inner]) => sentences(inner, path ? `${path}.${key}` : key));
}

const slots = (sentence: string) => (sentence.match(/\{\w+\}/g) ?? []).sort().join();
const english = new Map(sentences(texts.en));
/** The same word in both languages, or not a sentence at all. */
const alike = /^words\.(extras|place|note|no|webRoom|clockSuffix|service|row|dates)$|^words\.roles\./;

describe("the texts", () => {
  for (const locale of locales) {
    const said = new Map(sentences(texts[locale]));

    it(`in ${locale} say everything, with the same words to fill in`, () => {
      assert.deepEqual([...said.keys()].sort(), [...english.keys()].sort());
      for (const [path, sentence] of said)
        assert.equal(slots(sentence), slots(english.get(path)!), `${locale} ${path}`);
    });

    it(`in ${locale} keep their voice down and their spaces in order`, () => {
      for (const [path, sentence] of said) {
        assert.doesNotMatch(sentence, /[!¡]|\s{2}|'|\.\.\./, `${locale} ${path}`);
        if (path !== "words.clockSuffix") assert.equal(sentence, sentence.trim(), `${locale} ${path}`);
        if (locale === "fr") assert.doesNotMatch(sentence, /[^\u00a0][:;?]/, `fr ${path} lacks its no-break space`);
      }
    });

    if (locale === "en") continue;
    it(`in ${locale} are translated`, () => {
      for (const [path, sentence] of said) {
        if (!alike.test(path)) assert.notEqual(sentence, english.get(path), `${locale} ${path}`);
      }
    });
  }
});
