import assert from "node:assert/strict";
import { test } from "node:test";
import { refuseContradictions } from "../../src/domain/scheduling/event-types/rules.ts";
import type { StoredEventType } from "../../src/domain/scheduling/event-types/stored.ts";
import { ServiceDraft } from "../../src/domain/services/services/schema.ts";
import type { DomainError } from "../../src/platform/errors.ts";
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
  assert.equal(english.field("Is no host of this booking"), "Is no host of this booking");
});

test("what the rules of an event type refuse is said in the reader's language too", () => {
  const said = (eventType: object) => {
    try {
      refuseContradictions({ ...plain, ...eventType } as unknown as StoredEventType);
      return [];
    } catch (error) {
      return (error as DomainError).details!.map(({ message }) => german.field(message));
    }
  };
  assert.deepEqual(said({}), []);
  assert.deepEqual(said({ lengthOptions: [20, 40] }), ["Eines davon: 20, 40."]);
  assert.deepEqual(said({ periodType: "RANGE" }), ["Bitte ausfüllen.", "Bitte ausfüllen."]);
  assert.deepEqual(said({ periodType: "ROLLING_WINDOW", periodDays: 0 }), ["Mindestens 1."]);
  assert.deepEqual(said({ bookingLimits: { PER_DAY: 5, PER_WEEK: 2 }, durationLimits: { PER_DAY: 10 } }), [
    "Ein längerer Zeitraum kann keine kleinere Grenze haben.",
    "Mindestens so viel, wie eine Buchung dauert.",
  ]);
});
const plain = {
  length: 30,
  lengthOptions: [],
  seatsPerTimeSlot: null,
  recurringEvent: null,
  periodStartDate: null,
  periodEndDate: null,
  bookingLimits: {},
  durationLimits: {},
  hostGroups: [],
  unlockedFields: [],
  bookingFields: [],
};

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
