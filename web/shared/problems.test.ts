import assert from "node:assert/strict";
import { test } from "node:test";
import { ServiceDraft } from "../../src/domain/services/services/schema.ts";
import { issueDetails } from "../../src/platform/issues.ts";
import { ApiError } from "./api.ts";
import { locales } from "./locale.ts";
import { problemsIn, sayFailure } from "./problems.ts";

const german = problemsIn(locales.indexOf("de"));

test("what a schema refuses is said in the reader's language, with its numbers", () => {
  const wrong = { name: "", duration: 0, price: -1, maxCapacity: 1.5, imageUrl: "no address", slug: "Not This" };
  const result = ServiceDraft.safeParse(wrong);
  assert.equal(result.success, false);
  const said = Object.fromEntries(
    issueDetails(result.error!).map(({ field, message }) => [field, german.field(message)]),
  );
  assert.deepEqual(said, {
    name: "Bitte ausfüllen.",
    duration: "Mindestens 1.",
    price: said.price,
    maxCapacity: said.maxCapacity,
    imageUrl: "Eine Adresse wie https://example.com.",
    slug: "Kleine Buchstaben, Ziffern und einzelne Bindestriche.",
  });
  for (const message of Object.values(said)) assert.match(message!, /^[A-ZÄÖÜ].*\.$/);
  assert.ok(!Object.values(said).some((message) => /Must|Too|expected/.test(message!)));
});

test("in English too it speaks to people, and what it does not know it leaves alone", () => {
  const english = problemsIn(0);
  assert.equal(english.field("Too big: expected string to have <=80 characters"), "At most 80 characters.");
  assert.equal(english.field("Must be a number from 1 to 50"), "A number from 1 to 50.");
  assert.equal(english.field("Is a host of this booking already"), "Is a host of this booking already");
});

test("a refusal keeps the sentence that says what stands in the way", () => {
  const taken = new ApiError(409, "CONFLICT", "This time is no longer free.");
  assert.equal(german.refusal(taken), "Das geht so nicht: This time is no longer free.");
  assert.equal(problemsIn(0).refusal(taken), "This time is no longer free.");
});

test("where nothing can be marked, what is wrong is said itself", () => {
  const refused = new ApiError(422, "VALIDATION_ERROR", "Invalid request parameters", [
    { field: "duration", message: "Must be a number from 1 to 50" },
  ]);
  assert.equal(sayFailure(problemsIn(0), refused), "A number from 1 to 50.");
});
