import { texts as mailTexts } from "../../domain/messaging/mail/texts/index.ts";
import type { BookingField } from "../../domain/scheduling/tables.ts";
import type { ErrorDetail } from "../../platform/errors.ts";
import { type Html, html } from "./html.ts";
import type { Offer } from "./meeting-offer.ts";
import { placeFields, placeOf, wrongPlace } from "./meeting-places.ts";
import { answersOf, ownQuestions, questionFields, wrongAnswers } from "./meeting-questions.ts";
import { field, select, type Wrong } from "./parts.ts";
import type { Visit } from "./visit.ts";

/** What the second step asks: who it is for, where, and whatever the event type wants to know. */
export function bookerFields(visit: Visit, { type }: Offer, wrong: Wrong = {}): Html {
  const { fields, meeting, common } = visit.texts;
  const { form } = visit;
  const { words } = mailTexts[visit.locale];
  const asked = (name: string) => type.bookingFields.find((question) => question.name === name);
  const [email, phone, notes] = [asked("email"), asked("attendeePhoneNumber"), asked("notes")];
  const needsEmail = email?.required !== false;
  const optional = common.optional;
  return html`${field({ name: "name", label: labelOf(asked("name"), fields.name), value: form.name, autocomplete: "name", required: true, maxlength: 200 }, wrong)}
${!email?.hidden && field({ name: "email", label: labelOf(email, fields.email), type: "email", value: form.email, autocomplete: "email", required: needsEmail, maxlength: 254, ...(needsEmail ? {} : { optional }) }, wrong)}
${phone && !phone.hidden && field({ name: "phone", label: labelOf(phone, fields.phone), type: "tel", value: form.phone, autocomplete: "tel", required: phone.required, maxlength: 40, ...(phone.required ? {} : { optional }) }, wrong)}
${placeFields(visit, type.locations, wrong)}
${ownQuestions(type.bookingFields).length > 0 && html`<h2>${meeting.answers}</h2>`}
${questionFields(visit, type.bookingFields, wrong)}
${!type.disableGuests && !asked("guests")?.hidden && field({ name: "guests", label: labelOf(asked("guests"), meeting.guests), type: "textarea", value: form.guests, hint: meeting.guestsHint, optional, maxlength: 5000 }, wrong)}
${!notes?.hidden && field({ name: "notes", label: labelOf(notes, words.note), type: "textarea", value: form.notes, maxlength: 5000, required: notes?.required === true, ...(notes?.required ? {} : { optional }) }, wrong)}`;
}

/** How many dates of a series. */
export function datesField({ texts, form }: Visit, { type }: Offer): Html | null {
  const rule = type.recurringEvent;
  if (!rule) return null;
  const counts = Array.from({ length: Math.min(rule.count, 52) }, (_, index) => String(index + 1));
  return select(
    "dates",
    texts.meeting.dates,
    counts.map((count) => ({ value: count, label: count })),
    form.dates ?? counts.at(-1)!,
  );
}

/** The labels that every event type begins with are English; what its owner calls a field goes before our words. */
const usual = new Set(["Your name", "Email address", "Phone number", "Additional guests", "Additional notes"]);
const labelOf = (question: BookingField | undefined, ours: string) =>
  question && !usual.has(question.label) ? question.label : ours;

/** As the API takes it; empty fields are no answers. */
export function responsesOf(visit: Visit, { type }: Offer): Record<string, unknown> {
  const { name, email, phone, notes } = visit.form;
  const guests = guestsOf(visit);
  const location = placeOf(visit, type.locations);
  return {
    ...answersOf(visit, type.bookingFields),
    name: name ?? "",
    ...(email?.trim() ? { email } : {}),
    ...(phone?.trim() ? { attendeePhoneNumber: phone } : {}),
    ...(notes?.trim() ? { notes } : {}),
    ...(guests.length > 0 ? { guests } : {}),
    ...(location ? { location } : {}),
  };
}

const guestsOf = ({ form }: Visit): string[] => (form.guests ?? "").split(/[\s,;]+/).filter(Boolean);

/** What the API refused, in the visitor's words, by field in the order of the page. */
export function wrongBooker(visit: Visit, { type }: Offer, details: ErrorDetail[]): Wrong {
  const { wrong, meeting } = visit.texts;
  const about = (name: string) =>
    details.some(({ field }) => field === `responses.${name}` || field.startsWith(`responses.${name}.`));
  return {
    ...(about("name") ? { name: wrong.name } : {}),
    ...(about("email") ? { email: wrong.email } : {}),
    ...(about("attendeePhoneNumber") ? { phone: wrong.phone } : {}),
    ...(about("location") ? wrongPlace(visit, type.locations) : {}),
    ...wrongAnswers(visit, type.bookingFields, details),
    ...(about("guests") ? { guests: meeting.wrong.guests } : {}),
    ...(about("notes") ? { notes: wrong.note } : {}),
    ...(details.some(({ field }) => field === "recurringCount") ? { dates: meeting.wrong.dates } : {}),
  };
}
