import type { ApiError } from "../../shared/api.ts";
import { answerOf, type Field, givenIn, type Values } from "../details/form.ts";
import { unfit, type Wrong } from "../details/wrong.ts";
import type { Words } from "../texts.ts";
import type { Service } from "./choice.ts";

// What a business asks with a service, beside who somebody is: its custom fields. They are called `q.KEY`, as on the plain
// page and in links that fill them in.

/** What is asked with a service, or with all services of a visit. */
export type Asked = Pick<Service, "customFields">;
const nameOf = ({ key }: Asked["customFields"][number]) => `q.${key}`;

export const questionsOf = ({ customFields }: Asked): Field[] =>
  customFields.map((field) => ({
    name: nameOf(field),
    type: field.type,
    label: field.label,
    required: field.required,
    ...(field.options ? { options: field.options } : {}),
    ...(field.placeholder ? { placeholder: field.placeholder } : {}),
    ...(field.helpText ? { hint: field.helpText } : {}),
  }));

/** What a link to the page has filled in. */
export const firstAnswers = ({ customFields }: Asked): Values =>
  Object.fromEntries(customFields.flatMap((field) => givenIn({ name: field.key, type: field.type })));

/** As the API takes them; empty fields are no answers. */
export function answersOf({ customFields }: Asked, values: Values): Record<string, unknown> {
  const answers = customFields.map((field): [string, unknown] => [field.key, answerOf(field, values[nameOf(field)])]);
  return Object.fromEntries(answers.filter(([, answer]) => answer !== undefined));
}

/** What the API refused of them, beside the question. */
export function wrongAnswers({ details }: ApiError, asked: Asked, words: Words): Wrong {
  const isAbout = (path: string, name: string) => path === name || path.startsWith(`${name}.`);
  const refused = questionsOf(asked).filter(({ name }) =>
    details.some(({ field }) => isAbout(field, name.replace(/^q/, "customFields"))),
  );
  return Object.fromEntries(refused.map((field) => [field.name, unfit(field, words)]));
}
