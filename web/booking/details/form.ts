import type { EventType } from "../page.ts";
import { search } from "../page.ts";
import type { Words } from "../texts.ts";

// What the form asks, and what was answered. Fields of ours have plain names; a question of the event
// type is `q.NAME`, as on the plain page and in links that fill it in.

type Question = EventType["bookingFields"][number];
export type Field = {
  name: string;
  type: Question["type"] | "count";
  label: string;
  required: boolean;
  /** Needed where another one is missing: neither required nor optional by itself. */
  eitherOr?: boolean;
  options?: { value: string; label: string }[];
  hint?: string;
  autocomplete?: string;
  placeholder?: string;
  minLength?: number;
  maxLength?: number;
  /** Asked only where this holds. */
  asked?: (values: Values) => boolean;
};
export type Value = string | boolean | string[];
export type Values = Record<string, Value>;

/** Questions that the form has its own fields for. */
const elsewhere = new Set(["name", "email", "location", "guests", "notes", "attendeePhoneNumber"]);
/** The labels that every event type begins with are English; what its owner calls a field goes before our words. */
const usual = new Set(["Your name", "Email address", "Phone number", "Additional guests", "Additional notes"]);

export const textOf = (value: Value | undefined) => (typeof value === "string" ? value.trim() : "");
export const linesOf = (value: Value | undefined) =>
  textOf(value)
    .split(/[\s,;]+/)
    .filter(Boolean);

/** Every field, in the order of the page. */
export function fieldsOf(type: EventType, words: Words): Field[] {
  const find = (name: string) => type.bookingFields.find((question) => question.name === name);
  const own = (
    name: string,
    label: string,
    base: Omit<Field, "name" | "label" | "required">,
    required = false,
  ): Field[] => {
    const question = find(name);
    if (question?.hidden) return [];
    const shown = question && !usual.has(question.label) ? question.label : label;
    return [{ ...base, name, label: shown, required: question?.required ?? required }];
  };
  const phone = find("attendeePhoneNumber");
  return [
    ...own("name", words.name, { type: "name", autocomplete: "name", maxLength: 200 }, true),
    ...own("email", words.email, { type: "email", autocomplete: "email", maxLength: 254 }, true),
    ...(phone ? own("attendeePhoneNumber", words.phone, { type: "phone", autocomplete: "tel", maxLength: 40 }) : []),
    ...placeFields(type, words),
    ...type.bookingFields
      .filter(({ name, hidden }) => !elsewhere.has(name) && !hidden)
      .map((question) => questionField(question, type)),
    ...datesField(type, words),
    ...own("notes", words.notes, { type: "textarea", maxLength: 5000 }),
    ...(type.disableGuests
      ? []
      : own("guests", words.guests, { type: "multiemail", hint: words.guestsHint, maxLength: 5000 })),
  ];
}

function placeFields({ locations }: EventType, words: Words): Field[] {
  const chosen = (type: string) => (values: Values) => locations[Number(values.place ?? 0)]?.type === type;
  const has = (type: string) => locations.some((location) => location.type === type);
  const options = locations.map((location, index) => ({ value: String(index), label: placeInWords(location, words) }));
  return [
    ...(locations.length > 1
      ? [{ name: "place", type: "radio", label: words.where, required: true, options } as const]
      : []),
    ...(has("phone")
      ? [
          {
            name: "place-phone",
            type: "phone",
            label: words.ownPhone,
            required: true,
            autocomplete: "tel",
            maxLength: 40,
            asked: chosen("phone"),
          } as const,
        ]
      : []),
    ...(has("attendeeInPerson")
      ? [
          {
            name: "place-address",
            type: "address",
            label: words.ownAddress,
            required: true,
            autocomplete: "street-address",
            maxLength: 500,
            asked: chosen("attendeeInPerson"),
          } as const,
        ]
      : []),
  ];
}

/** "In person, Torstraße 12", "Zoom", "By phone, you are called" */
export const placeInWords = ({ type, address, phone }: EventType["locations"][number], words: Words): string =>
  [words.places[type] ?? type, address ?? phone].filter(Boolean).join(", ");

function questionField(
  { name, showIf, label, type, required, options, placeholder, minLength, maxLength }: Question,
  all: EventType,
): Field {
  const condition = showIf && all.bookingFields.find((one) => one.name === showIf.field);
  return {
    name: `q.${name}`,
    type,
    label,
    required,
    ...(options ? { options } : {}),
    ...(placeholder ? { placeholder } : {}),
    ...(minLength && ["text", "textarea", "address"].includes(type) ? { minLength } : {}),
    ...(maxLength ? { maxLength } : {}),
    ...(showIf
      ? {
          asked: (values: Values) => {
            // What is not asked itself has no answer that could ask for more.
            if (condition?.showIf && !questionField(condition, all).asked!(values)) return false;
            const answer = values[elsewhere.has(showIf.field) ? showIf.field : `q.${showIf.field}`];
            return [answer ?? (condition?.type === "boolean" ? false : "")]
              .flat()
              .some((given) => showIf.in.some((one) => String(one) === String(given)));
          },
        }
      : {}),
  };
}

function datesField({ recurringEvent: rule }: EventType, words: Words): Field[] {
  if (!rule) return [];
  const counts = Array.from({ length: Math.min(rule.count, 52) }, (_, index) => String(index + 1));
  return [
    {
      name: "dates",
      type: "count",
      label: words.dates,
      required: true,
      options: counts.map((value) => ({ value, label: value })),
    },
  ];
}

export const isAsked = (field: Field, values: Values) => field.asked?.(values) ?? true;

/** What a link to the page has filled in, and what this browser remembers. */
export function firstValues(type: EventType, known: { name: string; email: string; phone?: string } | null): Values {
  const given = (name: string) => search.get(name) ?? "";
  const questions = type.bookingFields.filter(({ name }) => !elsewhere.has(name)).flatMap(givenIn);
  const phone = given("phone") || known?.phone || "";
  return {
    ...Object.fromEntries(questions),
    name: given("name") || known?.name || "",
    email: given("email") || known?.email || "",
    attendeePhoneNumber: phone,
    "place-phone": phone,
    notes: given("notes"),
    guests: given("guests").split(",").join("\n"),
    place: "0",
    dates: String(Math.min(type.recurringEvent?.count ?? 1, 52)),
  };
}

/** The answer to a question in the address, by the name of its field. */
export function givenIn({ name, type }: Pick<Question, "name" | "type">): [string, Value][] {
  const told = search.get(`q.${name}`);
  if (told === null) return [];
  if (type === "boolean") return [[`q.${name}`, told === "1" || told === "true"]];
  return [[`q.${name}`, type === "checkbox" || type === "multiselect" ? told.split(",") : told]];
}

/** As the API takes it; empty fields are no answers. */
export function responsesOf(type: EventType, values: Values): Record<string, unknown> {
  const answers = type.bookingFields.flatMap((question): [string, unknown][] => {
    if (elsewhere.has(question.name) || question.hidden) return [];
    const field = questionField(question, type);
    const answer = isAsked(field, values) ? answerOf(question, values[field.name]) : undefined;
    return answer === undefined ? [] : [[question.name, answer]];
  });
  const [email, phone, notes, guests] = [
    textOf(values.email),
    textOf(values.attendeePhoneNumber),
    textOf(values.notes),
    linesOf(values.guests),
  ];
  const asksPhone = type.bookingFields.some(({ name }) => name === "attendeePhoneNumber");
  return {
    ...Object.fromEntries(answers),
    name: textOf(values.name),
    ...(email ? { email } : {}),
    ...(phone && asksPhone ? { attendeePhoneNumber: phone } : {}),
    ...(notes ? { notes } : {}),
    ...(guests.length > 0 ? { guests } : {}),
    ...placeAnswer(type, values),
  };
}

export function answerOf({ type }: Pick<Question, "type">, value: Value | undefined): unknown {
  if (type === "boolean") return value === true;
  if (Array.isArray(value)) return value.length > 0 ? value : undefined;
  const text = textOf(value);
  if (!text) return undefined;
  return type === "multiemail" ? linesOf(text) : text;
}

function placeAnswer({ locations }: EventType, values: Values) {
  const location = locations[Number(values.place ?? 0)];
  if (!location) return {};
  const { type, address, link, phone } = location;
  const own =
    type === "phone" ? values["place-phone"] : type === "attendeeInPerson" ? values["place-address"] : undefined;
  return { location: { value: type, optionValue: textOf(own) || (address ?? link ?? phone ?? "") } };
}
