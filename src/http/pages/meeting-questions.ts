import { texts as mailTexts } from "../../domain/messaging/mail/texts/index.ts";
import type { BookingField } from "../../domain/scheduling/tables.ts";
import type { ErrorDetail } from "../../platform/errors.ts";
import { type Html, html } from "./html.ts";
import { field, type Wrong } from "./parts.ts";
import { say } from "./say.ts";
import type { Visit } from "./visit.ts";

// What an event type asks its bookers, and a business with its services. Fields are named `q.NAME`, ticks of a list `q.NAME.0`, so that no question can take
// the place of what the form itself sends. Without a script a condition cannot hide its question: it says when it is meant.

/** A question, with a sentence that explains it. */
type Question = BookingField & { helpText?: string };

const isTicks = ({ type }: BookingField) => type === "checkbox" || type === "multiselect";
const nameOf = ({ name }: BookingField) => `q.${name}`;

/** Questions that the form has its own fields for. */
const elsewhere = new Set(["name", "email", "location", "guests", "notes", "attendeePhoneNumber"]);
export const ownQuestions = (fields: BookingField[]): BookingField[] =>
  fields.filter(({ name, hidden }) => !elsewhere.has(name) && !hidden);

/** `shown`: which of them; by default those that a booking's form has no fields of its own for. */
export const questionFields = (
  visit: Visit,
  fields: Question[],
  wrong?: Wrong,
  shown: Question[] = ownQuestions(fields),
): Html[] => shown.map((question) => questionField(visit, question, fields, wrong));

function questionField(visit: Visit, question: Question, all: Question[], wrong: Wrong = {}): Html {
  const { form, texts } = visit;
  const name = nameOf(question);
  const condition = conditionOf(visit, question, all);
  const required = question.required && !condition;
  const optional = required || condition ? undefined : texts.common.optional;
  const hint = [condition, question.helpText].filter(Boolean).join(" ") || null;
  const common = {
    name,
    label: question.label,
    required,
    ...(optional ? { optional } : {}),
    ...(hint ? { hint } : {}),
  };
  switch (question.type) {
    case "boolean":
      return choices(question, hint, wrong[name], [tick(name, "1", question.label, form[name] === "1", required)]);
    case "checkbox":
    case "multiselect":
      return choices(
        question,
        hint,
        wrong[name],
        (question.options ?? []).map(({ value, label }, index) =>
          tick(`${name}.${index}`, value, label, form[`${name}.${index}`] === value),
        ),
        optional,
      );
    case "radio":
      return choices(
        question,
        hint,
        wrong[name],
        (question.options ?? []).map(
          ({ value, label }) =>
            html`<label class="choice"><input type="radio" name="${name}" value="${value}"${required && html` required`}${form[name] === value && html` checked`}> <span>${label}</span></label>`,
        ),
        optional,
      );
    case "select":
      return pick(visit, question, common, wrong[name]);
    case "textarea":
      return field({ ...common, type: "textarea", value: form[name], maxlength: question.maxLength ?? 5000 }, wrong);
    case "email":
    case "phone":
      return field(
        { ...common, type: question.type === "phone" ? "tel" : "email", value: form[name], maxlength: 254 },
        wrong,
      );
    default:
      return field({ ...common, value: form[name], maxlength: question.maxLength ?? 1000 }, wrong);
  }
}

const tick = (name: string, value: string, label: string, checked: boolean, required = false) =>
  html`<label class="choice"><input type="checkbox" name="${name}" value="${value}"${required && html` required`}${checked && html` checked`}> <span>${label}</span></label>`;

/** Several boxes under one heading. What is wrong stands above them, and the summary's link leads there. */
function choices(
  question: BookingField,
  hint: string | null,
  problem: string | undefined,
  boxes: Html[],
  optional?: string,
): Html {
  const name = nameOf(question);
  const described = [hint && `${name}-hint`, problem && `${name}-wrong`].filter(Boolean).join(" ");
  return html`<fieldset id="${name}"${described && html` aria-describedby="${described}"`}>
<legend${question.type === "boolean" && html` class="hidden"`}>${question.label}${optional && html` <span class="quiet">(${optional})</span>`}</legend>
${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
${problem && html`<p class="wrong" id="${name}-wrong">${problem}</p>`}
<div class="choices">${boxes}</div>
</fieldset>`;
}

type Common = { name: string; label: string; required: boolean; optional?: string; hint?: string };
function pick(visit: Visit, question: BookingField, common: Common, problem: string | undefined): Html {
  const { name, label, required, optional, hint } = common;
  const described = [hint && `${name}-hint`, problem && `${name}-wrong`].filter(Boolean).join(" ");
  const chosen = visit.form[name] ?? "";
  return html`<div class="field">
<label for="${name}">${label}${optional && html` <span class="quiet">(${optional})</span>`}</label>
${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
${problem && html`<p class="wrong" id="${name}-wrong">${problem}</p>`}
<select id="${name}" name="${name}"${required && html` required`}${described && html` aria-describedby="${described}"`}${problem && html` aria-invalid="true"`}>
<option value="">${visit.texts.meeting.choose}</option>
${(question.options ?? []).map(({ value, label }) => html`<option value="${value}"${value === chosen && html` selected`}>${label}</option>`)}
</select>
</div>`;
}

/** "Only if you answered “Yes” to “Have you been here before?”." */
function conditionOf(visit: Visit, { showIf }: BookingField, all: BookingField[]): string | null {
  const asked = showIf && all.find(({ name }) => name === showIf.field);
  if (!showIf || !asked) return null;
  const { words } = mailTexts[visit.locale];
  const answers = showIf.in.map((value) =>
    typeof value === "boolean"
      ? words[value ? "yes" : "no"]
      : (asked.options?.find((option) => option.value === value)?.label ?? String(value)),
  );
  const answer = new Intl.ListFormat(visit.locale, { type: "disjunction" }).format(answers);
  return say(visit.texts.meeting.onlyIf, { answer, question: asked.label });
}

/** What was answered, as the API takes it. Empty fields are no answers. */
export function answersOf(
  { form }: Visit,
  fields: BookingField[],
  shown = ownQuestions(fields),
): Record<string, unknown> {
  return Object.fromEntries(
    shown.flatMap((question): [string, unknown][] => {
      const value = answerOf(form, question);
      return value === undefined ? [] : [[question.name, value]];
    }),
  );
}

function answerOf(form: Record<string, string>, question: BookingField): unknown {
  const name = nameOf(question);
  if (question.type === "boolean") return form[name] === "1";
  if (isTicks(question)) {
    const ticked = (question.options ?? []).filter(({ value }, index) => form[`${name}.${index}`] === value);
    return ticked.length > 0 ? ticked.map(({ value }) => value) : undefined;
  }
  const typed = form[name]?.trim();
  if (!typed) return undefined;
  return question.type === "multiemail" ? typed.split(/[\s,;]+/).filter(Boolean) : typed;
}

/** What the API refused about the answers, in the visitor's words, by field. */
export function wrongAnswers(
  { texts, form }: Visit,
  fields: BookingField[],
  details: ErrorDetail[],
  { shown = ownQuestions(fields), as = "responses" }: { shown?: BookingField[]; as?: string } = {},
): Wrong {
  const { missing, unfit } = texts.meeting.wrong;
  return Object.fromEntries(
    shown.flatMap((question): [string, string][] => {
      const refused = details.some((detail) => isAbout(detail.field, `${as}.${question.name}`));
      if (!refused) return [];
      const given = answerOf(form, question);
      const sentence = given === undefined || given === false ? missing : unfit;
      return [[nameOf(question), say(sentence, { question: question.label })]];
    }),
  );
}

const isAbout = (path: string, name: string) => path === name || path.startsWith(`${name}.`);
