import type { z } from "zod";
import type { ErrorDetail } from "../../../platform/errors.ts";
import { Email, Phone, Url } from "../../../platform/schemas.ts";
import type { Question } from "./schema.ts";

/** An answer as it is kept, or what is wrong with it; `at` says where in a list. */
export type Read = { value: unknown } | { wrong: string; at?: string };
export const wrong = (message: string): Read => ({ wrong: message });

export const isEmpty = (answer: unknown): boolean =>
  answer === undefined || answer === null || answer === "" || (Array.isArray(answer) && answer.length === 0);

/**
 * Reads answers by their questions, and notes as `responses.x` (or what else the caller sent them `as`) what is missing,
 * wrong or not asked. Questions whose condition is not met are not asked; `unasked` may be answered all the same.
 */
export function readAnswers(
  fields: Question[],
  responses: Record<string, unknown>,
  { as = "responses", unasked = {} }: { as?: string; unasked?: Record<string, Question> } = {},
) {
  const details: ErrorDetail[] = [];
  const answers: Record<string, unknown> = {};
  const note = (field: string, read: Read) => {
    if ("wrong" in read)
      details.push({ field: `${as}.${read.at ? `${field}.${read.at}` : field}`, message: read.wrong });
    else if (!isEmpty(read.value)) answers[field] = read.value;
  };
  for (const field of fields)
    if (isAsked(field, answers)) note(field.name, answerTo(field, own(responses, field.name)));
  for (const name of Object.keys(responses)) {
    if (fields.some((field) => field.name === name)) continue;
    const system = Object.hasOwn(unasked, name) ? unasked[name] : undefined;
    note(name, system ? answerTo(system, own(responses, name)) : wrong("There is no such question"));
  }
  return { answers, details, note };
}

export const own = (responses: Record<string, unknown>, name: string): unknown =>
  Object.hasOwn(responses, name) ? responses[name] : undefined;

/** Its condition looks at what was answered before. Of several ticks one is enough. */
function isAsked({ showIf }: Question, answers: Record<string, unknown>): boolean {
  if (!showIf) return true;
  const answer = answers[showIf.field];
  const given = Array.isArray(answer) ? answer : [answer];
  return given.some((value) => showIf.in.includes(value as string));
}

/** Reads one answer by its question's type. Expects questions that are asked: hidden ones may stay without an answer. */
export function answerTo(field: Question, given: unknown): Read {
  const answer = typeof given === "string" ? given.trim() : given;
  const needed = field.required && !field.hidden;
  if (isEmpty(answer)) return needed ? wrong("Required field") : { value: undefined };
  const read = readers[field.type](answer, field);
  // A tick that is required, such as to terms, has to be set.
  if (needed && field.type === "boolean" && "value" in read && read.value !== true) return wrong("Must be accepted");
  return read;
}

type Reader = (answer: unknown, field: Question) => Read;

const text =
  (most: number): Reader =>
  (answer, { minLength = 0, maxLength = most }) => {
    if (typeof answer !== "string") return wrong("Must be a text");
    if (answer.length < minLength) return wrong(`Must have at least ${minLength} characters`);
    if (answer.length > maxLength) return wrong(`Must have at most ${maxLength} characters`);
    return { value: answer };
  };

const parsed =
  (schema: z.ZodType): Reader =>
  (answer) => {
    const { success, data, error } = schema.safeParse(answer);
    return success ? { value: data } : wrong(typeof answer === "string" ? error.issues[0]!.message : "Must be a text");
  };

const listOf =
  (one: Reader): Reader =>
  (answer, field) => {
    if (!Array.isArray(answer)) return listOf(one)([answer], field);
    if (answer.length > 200) return wrong("Must be at most 200");
    const values: unknown[] = [];
    for (const [index, part] of answer.entries()) {
      const read = one(part, field);
      if ("wrong" in read) return { ...read, at: String(index) };
      values.push(read.value);
    }
    return { value: [...new Set(values)] };
  };

const option: Reader = (answer, { options = [] }) =>
  options.some(({ value }) => value === answer)
    ? { value: answer }
    : wrong(`Must be one of ${options.map(({ value }) => value).join(", ")}`);

const number: Reader = (answer) => {
  const read = typeof answer === "string" && /^-?\d{1,15}(\.\d+)?$/.test(answer) ? Number(answer) : answer;
  return typeof read === "number" && Number.isFinite(read) ? { value: read } : wrong("Must be a number");
};

/** One text, or first and last name apart as Cal.com sends them. */
const name: Reader = (answer, field) => {
  if (typeof answer === "string") return text(200)(answer, field);
  const { firstName, lastName = "", ...rest } = (answer ?? {}) as Record<string, unknown>;
  const readable = typeof firstName === "string" && typeof lastName === "string" && Object.keys(rest).length === 0;
  const joined = readable ? `${firstName.trim()} ${lastName.trim()}`.trim() : "";
  return joined === "" ? wrong("Must be a name, or {firstName, lastName}") : text(200)(joined, field);
};

const readers: Record<Question["type"], Reader> = {
  name,
  email: parsed(Email),
  phone: parsed(Phone),
  text: text(1000),
  textarea: text(5000),
  address: text(1000),
  url: parsed(Url),
  number,
  select: option,
  radio: option,
  multiselect: listOf(option),
  checkbox: listOf(option),
  boolean: (answer) => (typeof answer === "boolean" ? { value: answer } : wrong("Must be true or false")),
  multiemail: listOf(parsed(Email)),
};
