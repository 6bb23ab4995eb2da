import type { z } from "zod";
import type { BookingQuestion } from "../../../src/domain/services/questions/schema.ts";

type Stored = z.input<typeof BookingQuestion>;
export type QuestionType = Stored["type"];
export const withOptions: QuestionType[] = ["select", "multiselect", "radio", "checkbox"];
/** Whose answers may be held to a length. */
export const withLengths: QuestionType[] = ["text", "textarea"];
/** What a question's condition can be about: the answers that can be listed or typed. */
type Answer = string | number | boolean;

/** A question as it is edited. `key` tells rows apart while their names change. */
export type Question = {
  key: string;
  name: string;
  type: QuestionType;
  label: string;
  required: boolean;
  hidden: boolean;
  placeholder: string;
  /** One option a line, as its reader sees it. */
  optionLines: string;
  /** What the answer holds for an option that is there already, by its words. */
  optionValues: Record<string, string>;
  condition: { field: string; in: Answer[] } | null;
  minLength: number | "";
  maxLength: number | "";
};

let made = 0;
export const newKey = () => `new-${++made}`;

export const questionsToEdit = (stored: Stored[]): Question[] =>
  stored.map((one) => ({
    key: newKey(),
    name: one.name,
    type: one.type,
    label: one.label,
    required: one.required ?? false,
    hidden: one.hidden ?? false,
    placeholder: one.placeholder ?? "",
    optionLines: (one.options ?? []).map(({ label }) => label).join("\n"),
    optionValues: Object.fromEntries((one.options ?? []).map(({ label, value }) => [label, value])),
    condition: one.showIf ?? null,
    minLength: one.minLength ?? "",
    maxLength: one.maxLength ?? "",
  }));

const labelsIn = (optionLines: string) =>
  optionLines
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

type Options = Pick<Question, "optionLines" | "optionValues">;
export function optionsOf({ optionLines, optionValues }: Options) {
  const known = Object.values(optionValues);
  // A new one may be worded as another one once was.
  const answerFor = (label: string) => optionValues[label] ?? (known.includes(label) ? `${label} (2)` : label);
  return labelsIn(optionLines).map((label) => ({ label, value: answerFor(label) }));
}

/**
 * The options as they are typed. Another wording of one is the same answer still: conditions, links and what was
 * answered go by its value. It is another option once its line was empty.
 */
export function withOptionLines(question: Options, optionLines: string): Options {
  const [before, after] = [labelsIn(question.optionLines), labelsIn(optionLines)];
  const reworded = before.filter((label, at) => label !== after[at]);
  const [was = ""] = reworded;
  const is = after[before.indexOf(was)]!;
  const isOne = before.length === after.length && reworded.length === 1 && !before.includes(is);
  const isKnown = Object.hasOwn(question.optionValues, was) && before.indexOf(was) === before.lastIndexOf(was);
  if (!isOne || !isKnown) return { optionLines, optionValues: question.optionValues };
  const { [was]: value, ...others } = question.optionValues;
  return { optionLines, optionValues: { ...others, [is]: value! } };
}

export const questionsToSend = (questions: Question[]): Stored[] =>
  questions.map((one) => ({
    name: one.name,
    type: one.type,
    label: one.label,
    required: one.required,
    ...(one.hidden ? { hidden: true } : {}),
    ...(one.placeholder ? { placeholder: one.placeholder } : {}),
    ...(withOptions.includes(one.type) && optionsOf(one).length > 0 ? { options: optionsOf(one) } : {}),
    ...(one.condition && one.condition.in.length > 0 ? { showIf: one.condition } : {}),
    // A question that was one of text once kept a limit unseen, and a phone number was too long for it.
    ...(one.minLength === "" || !withLengths.includes(one.type) ? {} : { minLength: one.minLength }),
    ...(one.maxLength === "" || !withLengths.includes(one.type) ? {} : { maxLength: one.maxLength }),
  }));

export function newQuestion(existing: Question[], label: string): Question {
  let number = existing.length + 1;
  while (existing.some(({ name }) => name === `question${number}`)) number++;
  return {
    key: newKey(),
    name: `question${number}`,
    type: "text",
    label,
    required: false,
    hidden: false,
    placeholder: "",
    optionLines: "",
    optionValues: {},
    condition: null,
    minLength: "",
    maxLength: "",
  };
}
