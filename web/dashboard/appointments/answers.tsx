import { Checkbox, MultiSelect, Select, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { listCustomFields } from "../../../src/domain/services/custom-fields/operations.ts";
import type { ItemOf } from "../../shared/api.ts";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAll } from "../parts/data.ts";
import { words } from "../parts/words.ts";

// What was answered to the business's own questions, its custom fields.

type Field = ItemOf<typeof listCustomFields>;
export type Answers = Record<string, unknown>;

function useCustomFields(): Field[] {
  const { may } = useSession();
  return useAll(listCustomFields, may("services:read") ? {} : null).data ?? [];
}

const isEmpty = (answer: unknown) =>
  answer === undefined || answer === null || answer === "" || (Array.isArray(answer) && answer.length === 0);

/** What is asked with a service. */
export function useAsked(serviceId: string | null): Field[] {
  const goesWith = ({ serviceIds }: Field) => serviceIds.length === 0 || serviceIds.includes(Number(serviceId));
  return useCustomFields().filter((field) => field.active && serviceId !== null && goesWith(field));
}

/** The questions that go with the service, to be answered; what else was answered is told. */
export function AnswerFields({
  asked,
  answers,
  errors,
  change,
}: {
  asked: Field[];
  answers: Answers;
  /** By `customFields.KEY`. */
  errors: Record<string, React.ReactNode>;
  change: (answers: Answers) => void;
}) {
  const others = Object.entries(answers).filter(([name]) => !asked.some(({ key }) => key === name));
  return (
    <>
      {asked.map((field) => (
        <AnswerField
          key={field.key}
          field={field}
          value={answers[field.key]}
          error={errors[`customFields.${field.key}`]}
          onChange={(answer) => change({ ...answers, [field.key]: answer })}
        />
      ))}
      <ToldAnswers answers={Object.fromEntries(others)} />
    </>
  );
}

type Props = { field: Field; value: unknown; error: React.ReactNode; onChange: (answer: unknown) => void };

function AnswerField({ field, value, error, onChange }: Props) {
  const { type, label, helpText, placeholder, options } = field;
  const common = { label, description: helpText, error };
  const typed = {
    ...common,
    placeholder: placeholder ?? "",
    value: isEmpty(value) ? "" : String(value),
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => onChange(currentTarget.value),
  };
  switch (type) {
    case "select":
    case "radio":
      return (
        <Select
          {...common}
          clearable
          data={options ?? []}
          value={isEmpty(value) ? null : String(value)}
          onChange={onChange}
        />
      );
    case "multiselect":
    case "checkbox":
      return (
        <MultiSelect {...common} data={options ?? []} value={Array.isArray(value) ? value : []} onChange={onChange} />
      );
    case "boolean":
      return (
        <Checkbox
          {...common}
          checked={value === true}
          onChange={({ currentTarget }) => onChange(currentTarget.checked)}
        />
      );
    case "textarea":
      return <Textarea {...typed} autosize minRows={2} />;
    default:
      return <TextInput {...typed} inputMode={type === "number" ? "decimal" : undefined} />;
  }
}

/** Answers to be read, by their questions; by their keys where a question is gone. */
export function ToldAnswers({ answers }: { answers: Answers }) {
  const fields = useCustomFields();
  const { yes, no } = useTexts(words);
  const place = (name: string) => fields.findIndex(({ key }) => key === name) >>> 0;
  const told = Object.entries(answers)
    .filter(([, answer]) => !isEmpty(answer))
    .sort(([one], [other]) => place(one) - place(other));
  if (told.length === 0) return null;
  return (
    <Stack gap={6}>
      {told.map(([name, answer]) => {
        const field = fields.find(({ key }) => key === name);
        const inWords = (one: unknown) =>
          typeof one === "boolean"
            ? one
              ? yes
              : no
            : (field?.options?.find(({ value }) => value === one)?.label ?? String(one));
        return (
          <div key={name}>
            <Text size="sm" c="dimmed">
              {field?.label ?? name}
            </Text>
            <Text size="sm" style={{ whiteSpace: "pre-line", overflowWrap: "anywhere" }}>
              {[answer].flat().map(inWords).join(", ")}
            </Text>
          </div>
        );
      })}
    </Stack>
  );
}

/** The answers to what is asked that are others than before, as the API takes them: null takes one away. */
export function changedAnswers(asked: Field[], answers: Answers, before: Answers): { customFields?: Answers } {
  const inWords = (answer: unknown) => JSON.stringify([answer].flat().map(String));
  const changed = asked.flatMap(({ key }): [string, unknown][] => {
    const answer = answers[key];
    if (isEmpty(answer)) return isEmpty(before[key]) ? [] : [[key, null]];
    return inWords(answer) === inWords(before[key]) ? [] : [[key, answer]];
  });
  return changed.length > 0 ? { customFields: Object.fromEntries(changed) } : {};
}
