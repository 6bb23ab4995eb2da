import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { DomainError } from "../../../platform/errors.ts";
import type { BookingField, Location } from "../tables.ts";
import { parseResponses } from "./fields.ts";

const field = (name: string, type: BookingField["type"], more: Partial<BookingField> = {}): BookingField => ({
  ...{ name, type, label: name, required: false },
  ...more,
});
const options = ["a", "b"].map((value) => ({ value, label: value.toUpperCase() }));
const ada = { name: "Ada Lovelace", email: "Ada@Example.com" };

const read = (
  responses: Record<string, unknown>,
  bookingFields: BookingField[] = [],
  more: { locations?: Location[]; disableGuests?: boolean } = {},
) => parseResponses({ bookingFields, locations: [], disableGuests: false, ...more }, responses);
const refusals = (...asked: Parameters<typeof read>): string[] => {
  try {
    read(...asked);
  } catch (error) {
    return (error as DomainError).details!.map(({ field }) => field);
  }
  return [];
};

describe("a booker's answers", () => {
  it("are a name and an e-mail address at least", () => {
    assert.deepEqual(read(ada), {
      name: "Ada Lovelace",
      email: "ada@example.com",
      phone: null,
      guests: [],
      location: { value: "integrations:jitsi", optionValue: null },
      notes: null,
      answers: { name: "Ada Lovelace", email: "ada@example.com" },
    });
    assert.deepEqual(refusals({}), ["responses.name", "responses.email"]);
    assert.deepEqual(refusals({ name: " ", email: "ada" }), ["responses.name", "responses.email"]);
  });

  it("may name first and last name apart", () => {
    assert.equal(read({ ...ada, name: { firstName: "Ada", lastName: "Lovelace" } }).name, "Ada Lovelace");
    assert.equal(read({ ...ada, name: { firstName: "Ada" } }).name, "Ada");
    for (const name of [{}, { firstName: 1 }, { firstName: "Ada", title: "Countess" }, ["Ada"], 5])
      assert.deepEqual(refusals({ ...ada, name }), ["responses.name"]);
  });

  it("bring guests, each once and not oneself, unless nobody may come along", () => {
    const guests = ["Bob@example.com", "bob@example.com", "ada@example.com"];
    assert.deepEqual(read({ ...ada, guests }).guests, ["bob@example.com"]);
    assert.deepEqual(refusals({ ...ada, guests: ["bob@example.com", "bob"] }), ["responses.guests.1"]);
    assert.deepEqual(refusals({ ...ada, guests }, [], { disableGuests: true }), ["responses.guests"]);
    assert.deepEqual(read({ ...ada, guests: [] }, [], { disableGuests: true }).guests, []);
  });

  it("are refused where nobody asked", () => {
    assert.deepEqual(refusals({ ...ada, topic: "a" }), ["responses.topic"]);
    assert.deepEqual(refusals({ ...ada, constructor: "a", toString: 1 }), [
      "responses.constructor",
      "responses.toString",
    ]);
  });

  it("are read by the type of their question", () => {
    const cases: [BookingField["type"], unknown, unknown][] = [
      ["text", " hello ", "hello"],
      ["textarea", "two\nlines", "two\nlines"],
      ["number", 5, 5],
      ["number", "5.5", 5.5],
      ["address", "1 Main Street", "1 Main Street"],
      ["url", "https://example.com/", "https://example.com/"],
      ["phone", "+1 415 555 0100", "+1 415 555 0100"],
      ["email", "B@example.com", "b@example.com"],
      ["select", "a", "a"],
      ["radio", "b", "b"],
      ["multiselect", ["a", "b", "a"], ["a", "b"]],
      ["multiselect", "a", ["a"]],
      ["checkbox", ["b"], ["b"]],
      ["boolean", false, false],
      ["multiemail", ["B@example.com"], ["b@example.com"]],
      ["name", { firstName: "B", lastName: "C" }, "B C"],
    ];
    for (const [type, given, kept] of cases) {
      const { answers } = read({ ...ada, q: given }, [field("q", type, { options })]);
      assert.deepEqual(answers.q, kept, `${type} ${JSON.stringify(given)}`);
    }
  });

  it("are refused where they are of another kind", () => {
    const cases: [BookingField["type"], unknown, string?][] = [
      ["text", 5],
      ["text", "x".repeat(1001)],
      ["number", "five"],
      ["number", {}],
      ["url", "javascript:alert(1)"],
      ["phone", "call me"],
      ["email", 5],
      ["select", "c"],
      ["select", ["a"]],
      ["multiselect", ["a", "c"], ".1"],
      ["boolean", "yes"],
      ["multiemail", ["bob"], ".0"],
    ];
    for (const [type, given, at = ""] of cases) {
      const refused = refusals({ ...ada, q: given }, [field("q", type, { options })]);
      assert.deepEqual(refused, [`responses.q${at}`], `${type} ${JSON.stringify(given)}`);
    }
  });

  it("are as long as the question says", () => {
    const asked = [field("q", "text", { minLength: 2, maxLength: 4 })];
    assert.deepEqual(
      ["a", "ab", "abcd", "abcde"].map((q) => refusals({ ...ada, q }, asked).length),
      [1, 0, 0, 1],
    );
  });

  it("have to be there where they are required, and a required tick has to be set", () => {
    const asked = [field("topic", "text", { required: true }), field("terms", "boolean", { required: true })];
    assert.deepEqual(refusals({ ...ada, topic: "" }, asked), ["responses.topic", "responses.terms"]);
    assert.deepEqual(refusals({ ...ada, topic: "x", terms: false }, asked), ["responses.terms"]);
    assert.deepEqual(refusals({ ...ada, topic: "x", terms: true }, asked), []);
    assert.deepEqual(refusals(ada, [field("secret", "text", { required: true, hidden: true })]), []);
  });

  it("are asked for only where an earlier answer asks for them", () => {
    const asked = [
      field("kind", "multiselect", { options }),
      field("why", "text", { required: true, showIf: { field: "kind", in: ["b"] } }),
      field("since", "text", { required: true, showIf: { field: "why", in: ["long"] } }),
    ];
    assert.deepEqual(refusals({ ...ada, kind: ["a"] }, asked), []);
    assert.deepEqual(refusals({ ...ada, kind: ["a", "b"] }, asked), ["responses.why"]);
    assert.deepEqual(refusals({ ...ada, kind: ["b"], why: "long" }, asked), ["responses.since"]);
    assert.equal(read({ ...ada, kind: ["a"], why: "left out" }, asked).answers.why, undefined);
  });

  it("name a phone number in place of an e-mail address", () => {
    const asked = [field("attendeePhoneNumber", "phone", { required: true }), field("email", "email")];
    const { email, phone } = read({ name: "Ada", attendeePhoneNumber: "+1 (415) 555-0100" }, asked);
    assert.deepEqual([email, phone], [null, "+14155550100"]);
    assert.deepEqual(refusals({ name: "Ada" }, asked), ["responses.attendeePhoneNumber"]);
  });

  it("choose among the locations, with what each needs", () => {
    const locations = [
      { type: "inPerson", address: "1 Main Street" },
      { type: "inPerson", address: "2 Side Street" },
      { type: "phone" },
      { type: "attendeeInPerson" },
    ];
    const chosen = (location: unknown, more = {}) => read({ ...ada, location, ...more }, [], { locations }).location;
    assert.deepEqual(chosen(undefined), { value: "inPerson", optionValue: "1 Main Street" });
    assert.deepEqual(chosen("2 Side Street"), { value: "inPerson", optionValue: "2 Side Street" });
    const side = { value: "inPerson", optionValue: "2 Side Street" };
    assert.deepEqual(chosen(side), side);
    assert.deepEqual(chosen({ value: "phone", optionValue: "+1 415 555 0100" }), {
      value: "phone",
      optionValue: "+14155550100",
    });
    assert.deepEqual(chosen("phone", { attendeePhoneNumber: "+1 415 555 0100" }).optionValue, "+14155550100");
    assert.equal(chosen({ value: "attendeeInPerson", optionValue: "My place" }).optionValue, "My place");
    const wrong = ["phone", "attendeeInPerson", "integrations:zoom", 5, { value: 1 }, { value: "phone", other: 1 }];
    for (const location of [...wrong, { value: "phone", optionValue: "call me" }])
      assert.deepEqual(refusals({ ...ada, location }, [], { locations }), ["responses.location"], String(location));
  });

  it("hold a note", () => {
    assert.equal(read({ ...ada, notes: " See you " }).notes, "See you");
  });
});
