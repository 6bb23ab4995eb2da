import type { ReactNode } from "react";
import type { ApiError } from "../../shared/api.ts";
import { fill } from "../../shared/locale.ts";
import { FormField } from "../details/field.tsx";
import type { Field } from "../details/form.ts";
import { type Wrong, wrongIn } from "../details/wrong.ts";
import type { Words } from "../texts.ts";
import { useWords } from "../texts.ts";
import type { ContactValues } from "./service.tsx";
import { type StoreWords, useStoreWords } from "./texts.ts";

// Who somebody is and how to reach them.

const contactFields = (words: Words): Field[] => [
  { name: "name", type: "name", label: words.name, required: true, autocomplete: "name", maxLength: 200 },
  {
    name: "email",
    type: "email",
    label: words.email,
    required: false,
    eitherOr: true,
    autocomplete: "email",
    maxLength: 254,
  },
  {
    name: "phone",
    type: "phone",
    label: words.phone,
    required: false,
    eitherOr: true,
    autocomplete: "tel",
    maxLength: 40,
  },
  { name: "notes", type: "textarea", label: words.notes, required: false, maxLength: 5000 },
];

type Props = {
  host: string;
  values: ContactValues;
  wrong: Wrong;
  onValues: (values: ContactValues) => void;
  /** What else is asked: before the notes, in which goes what nobody asked. */
  children?: ReactNode;
};
export function ContactFields({ host, values, wrong, onValues, children }: Props) {
  const common = useWords();
  const words = useStoreWords();
  const shown = contactFields(common).map((field) => (
    <FormField
      key={field.name}
      field={field.name === "email" ? { ...field, hint: fill(words.reach, { host }) } : field}
      value={values[field.name as "name"]}
      wrong={wrong[field.name]}
      onChange={(value) => onValues({ ...values, [field.name]: String(value) })}
    />
  ));
  return (
    <>
      {shown.slice(0, -1)}
      {children}
      {shown.at(-1)}
    </>
  );
}

/** What can be seen to be missing or wrong before anything is sent. */
export function wrongContact(values: ContactValues, words: Words, store: StoreWords): Wrong {
  const nobody = !values.email.trim() && !values.phone.trim();
  return { ...wrongIn(contactFields(words), values, words), ...(nobody ? { email: store.unreachable } : {}) };
}

/** What the API refused, beside the field that is to blame. */
export function wrongFrom({ details }: ApiError, values: ContactValues, words: Words, store: StoreWords): Wrong {
  const nobody = !values.email.trim() && !values.phone.trim();
  const told: Wrong = {
    name: words.wrong.name,
    email: nobody ? store.unreachable : words.wrong.email,
    phone: words.wrong.phone,
    notes: words.wrong.unfit,
  };
  return Object.fromEntries(details.flatMap(({ field }) => (told[field] ? [[field, told[field]]] : [])));
}

/** As the API takes them; an empty field is none. */
export const contactOf = ({ name, email, phone, notes }: ContactValues) => ({
  name: name.trim(),
  email: email.trim() || null,
  phone: phone.trim() || null,
  notes: notes.trim() || null,
});
