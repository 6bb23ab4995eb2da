import assert from "node:assert/strict";
import { test } from "node:test";
import { sayIn } from "../../shared/locale.ts";
import { outcomeIn } from "./outcomes.ts";

const asItIs = (instant: string) => instant;

test("what came of a run is said in the reader's language", () => {
  const sentences: [string, string][] = [
    ["Mail to emily@example.com", "E-Mail an emily@example.com"],
    ["SMS to +15550102", "SMS an +15550102"],
    ["Mail to emily@example.com, 7 minutes late", "E-Mail an emily@example.com, 7 Minuten verspätet"],
    ["Emily Chen left no phone number", "Emily Chen hat keine Telefonnummer angegeben"],
    ["The receiver answered 200", "Der Empfänger antwortete 200"],
    ["The receiver answered 200, 12 minutes late", "Der Empfänger antwortete 200, 12 Minuten verspätet"],
    ["The text is empty for this recipient", "Der Text ist für diesen Empfänger leer"],
    ["HTTP 500. It was tried 8 times", "HTTP 500. 8-mal versucht"],
    ["The appointment is canceled", "Der Termin hat sich geändert"],
    ["The booking is gone", "Den Anlass gibt es nicht mehr"],
    ["It no longer concerns this recipient, or this workflow", "Betrifft diesen Empfänger nicht mehr"],
  ];
  for (const [outcome, german] of sentences) {
    assert.equal(outcomeIn("de", outcome, asItIs), german);
    assert.equal(outcomeIn("en", outcome, asItIs), outcome);
    for (const locale of ["es", "fr", "pt"] as const)
      assert.notEqual(outcomeIn(locale, outcome, asItIs), outcome, locale);
  }
  assert.equal(outcomeIn("de", "undefined variable: nmae", asItIs), "undefined variable: nmae");
});

test("when something should have been sent is told on the reader's clock, as the rest of the page is", () => {
  const outcome = "Not sent: its time, 2035-03-07T19:00:00Z, had passed";
  const said = (locale: "en" | "de" | "es" | "fr" | "pt", timeZone: string) =>
    outcomeIn(locale, outcome, sayIn(locale, { timeZone }).dateTime).replaceAll("\u202f", " ");
  assert.equal(said("en", "America/Los_Angeles"), "Not sent: its time, Wed, Mar 7, 2035, 11:00 AM, had passed");
  assert.match(
    said("de", "Europe/Berlin"),
    /^Nicht gesendet: Der Zeitpunkt, Mi., 7. März 2035.*20:00.*, war schon vorbei$/,
  );
  for (const locale of ["es", "fr", "pt"] as const) assert.doesNotMatch(said(locale, "Europe/Paris"), /Not sent|T19/);
});
