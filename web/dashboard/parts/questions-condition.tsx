import { MultiSelect, Select, SimpleGrid, TagsInput } from "@mantine/core";
import { useTexts } from "../../shared/locale.ts";
import { optionsOf, type Question, withOptions } from "./questions-model.ts";
import { questionWords } from "./questions-texts.ts";
import { words } from "./words.ts";

type Part = {
  question: Question;
  earlier: Question[];
  set: (changes: Partial<Question>) => void;
  error?: string | undefined;
  readOnly: boolean;
};

/** Whether a question is asked at all: by the answer to one before it. */
export function Condition({ question, earlier, set, error, readOnly }: Part) {
  const text = useTexts(questionWords);
  if (earlier.length === 0) return null;
  const about = earlier.find(({ name }) => name === question.condition?.field);
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }}>
      <Select
        label={text.condition}
        data={[{ value: "", label: text.always }, ...earlier.map(({ name, label }) => ({ value: name, label }))]}
        value={question.condition?.field ?? ""}
        error={error}
        allowDeselect={false}
        readOnly={readOnly}
        onChange={(field) => set({ condition: field ? { field, in: [] } : null })}
      />
      {about && (
        <Answers
          label={text.isOneOf}
          about={about}
          value={question.condition!.in}
          readOnly={readOnly}
          onChange={(given) => set({ condition: { field: about.name, in: given } })}
        />
      )}
    </SimpleGrid>
  );
}

type Answer = string | number | boolean;

/** Answers to a question: from its options, a yes or no, or typed. */
export function Answers({
  label,
  about,
  value,
  onChange,
  readOnly,
  error,
}: {
  label: string;
  about: Pick<Question, "type" | "optionLines" | "optionValues">;
  value: Answer[];
  onChange: (answers: Answer[]) => void;
  readOnly: boolean;
  error?: string | undefined;
}) {
  const common = useTexts(words);
  const shared = { label, error, readOnly, value: value.map(String) };
  if (about.type === "boolean")
    return (
      <MultiSelect
        {...shared}
        data={[
          { value: "true", label: common.yes },
          { value: "false", label: common.no },
        ]}
        onChange={(chosen) => onChange(chosen.map((one) => one === "true"))}
      />
    );
  if (withOptions.includes(about.type)) {
    const options = optionsOf(about as Question);
    return (
      <MultiSelect
        {...shared}
        data={options.filter(({ value: one }, at) => options.findIndex((other) => other.value === one) === at)}
        onChange={onChange}
      />
    );
  }
  const typed = (given: string[]) =>
    onChange(about.type === "number" ? given.map(Number).filter(Number.isFinite) : given);
  return <TagsInput {...shared} splitChars={[]} onChange={typed} />;
}
