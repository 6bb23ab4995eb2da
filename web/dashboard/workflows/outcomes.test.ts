import assert from "node:assert/strict";
import { test } from "node:test";
import { outcomeIn } from "./outcomes.ts";

test("what came of a run is said in the reader's language", () => {
  const sentences: [string, string][] = [
    ["Mail to emily@example.com", "E-Mail an emily@example.com"],
    ["SMS to +15550102", "SMS an +15550102"],
    ["Emily Chen left no phone number", "Emily Chen hat keine Telefonnummer angegeben"],
    ["The receiver answered 200", "Der Empfänger antwortete 200"],
    ["HTTP 500. It was tried 8 times", "HTTP 500. 8-mal versucht"],
    ["The appointment is canceled", "Der Termin hat sich geändert"],
    ["The booking is gone", "Den Anlass gibt es nicht mehr"],
    ["It no longer concerns this recipient, or this workflow", "Betrifft diesen Empfänger nicht mehr"],
  ];
  for (const [outcome, german] of sentences) {
    assert.equal(outcomeIn("de", outcome), german);
    assert.equal(outcomeIn("en", outcome), outcome);
    for (const locale of ["es", "fr", "pt"] as const) assert.notEqual(outcomeIn(locale, outcome), outcome, locale);
  }
  assert.equal(outcomeIn("de", "undefined variable: nmae"), "undefined variable: nmae");
});
