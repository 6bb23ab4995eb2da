import { DomainError, type ErrorDetail, validationError } from "../../../platform/errors.ts";
import { phoneNumber } from "../../../platform/schemas.ts";
import { answerTo, isEmpty, own, readAnswers, wrong } from "../../services/questions/answers.ts";
import type { BookingField, Location } from "../tables.ts";
import { findLocation, type LocationChoice } from "./locations.ts";
import { systemFields, withSystemFields } from "./questions.ts";

/** What a booker said, read by the questions of the event type. */
export type ParsedResponses = {
  name: string;
  /** Lower-cased; null where the event type asks for a phone number instead. */
  email: string | null;
  /** E.164 where the number can be read, else as typed. */
  phone: string | null;
  /** E-mail addresses of those who come along: each once, the booker's own left out. */
  guests: string[];
  location: LocationChoice;
  notes: string | null;
  /** Everything that was answered, by the question's name, in the form in which it is kept. */
  answers: Record<string, unknown>;
};
type Asking = { locations: Location[]; bookingFields: BookingField[]; disableGuests: boolean };

const mostGuests = 30;

/**
 * Reads the `responses` of a booking by the event type's questions. Questions whose condition is not met are not asked, and
 * answers to them are left out. Throws VALIDATION_ERROR naming every answer that is missing or wrong as `responses.x`.
 */
export function parseResponses(eventType: Asking, responses: Record<string, unknown>): ParsedResponses {
  const fields = withSystemFields(eventType.bookingFields);
  // Which location, and what it needs, is read below.
  const { location: _, ...others } = responses;
  const { answers, details, note } = readAnswers(fields, others, { unasked: systemFields });
  const guests = guestsIn(answers);
  if (guests.length > 0 && eventType.disableGuests) note("guests", wrong("Nobody can be brought along"));
  if (guests.length > mostGuests) note("guests", wrong(`Must be at most ${mostGuests}`));
  if (answers.guests !== undefined) answers.guests = guests;
  const phone = phoneIn(fields, answers);
  const location = locationIn(eventType, own(responses, "location"), phone, details);
  if (details.length > 0) throw new DomainError(validationError, validationError.message, details);
  if (!isEmpty(own(responses, "location"))) answers.location = location;
  return {
    name: answers.name as string,
    email: (answers.email as string | undefined) ?? null,
    phone: phone ?? (location.value === "phone" ? normal(location.optionValue) : null),
    guests,
    location,
    notes: (answers.notes as string | undefined) ?? null,
    answers,
  };
}

function guestsIn({ guests, email }: Record<string, unknown>): string[] {
  return [...new Set((guests ?? []) as string[])].filter((guest) => guest !== email);
}

/** The number that the product itself asks for, else the answer to the first question for one. */
function phoneIn(fields: BookingField[], answers: Record<string, unknown>): string | null {
  const names = ["attendeePhoneNumber", ...fields.filter(({ type }) => type === "phone").map(({ name }) => name)];
  const typed = names.map((name) => answers[name]).find((answer) => typeof answer === "string");
  return normal((typed as string | undefined) ?? null);
}
const normal = (typed: string | null) => phoneNumber(typed) ?? typed;

/** What was chosen, else the first. A call needs a number, a visit an address: the choice holds it, or `phone` is it. */
function locationIn(eventType: Asking, given: unknown, phone: string | null, details: ErrorDetail[]): LocationChoice {
  const refused = (message: string): LocationChoice => {
    details.push({ field: "responses.location", message });
    return { value: "", optionValue: null };
  };
  const asked = choiceIn(given);
  if (asked === undefined) return refused("Must be a location's type, or {value, optionValue}");
  let location: Location;
  try {
    location = findLocation(eventType, asked);
  } catch (error) {
    return refused((error as DomainError).details?.[0]?.message ?? "Is not offered");
  }
  const typed = asked?.optionValue ?? null;
  if (location.type === "attendeeInPerson")
    return typed ? { value: location.type, optionValue: typed } : refused("Say at which address, as optionValue");
  if (location.type === "phone") {
    const number = typed ?? phone;
    if (!number) return refused("Say which number to call, as optionValue or attendeePhoneNumber");
    const read = answerTo(systemFields.attendeePhoneNumber!, number);
    return "wrong" in read ? refused(read.wrong) : { value: location.type, optionValue: normal(read.value as string) };
  }
  return { value: location.type, optionValue: location.address ?? location.link ?? location.phone ?? null };
}

/** Null where nothing was chosen, undefined where it cannot be read. */
function choiceIn(given: unknown): LocationChoice | null | undefined {
  if (isEmpty(given)) return null;
  if (typeof given === "string") return given.length <= 2000 ? { value: given, optionValue: null } : undefined;
  if (typeof given !== "object" || given === null || Array.isArray(given)) return undefined;
  const { value, optionValue = null, ...rest } = given as Record<string, unknown>;
  if (typeof value !== "string" || Object.keys(rest).length > 0) return undefined;
  if (optionValue !== null && (typeof optionValue !== "string" || optionValue.length > 2000)) return undefined;
  return { value, optionValue: optionValue?.trim() || null };
}
