import { ActionIcon, Group, NumberInput, Select, SimpleGrid, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { fill, useTexts } from "../../shared/locale.ts";
import { Answers } from "../parts/questions-condition.tsx";
import { optionsOf, type Question, withOptions } from "../parts/questions-model.ts";
import { words } from "../parts/words.ts";
import { blankRule, type Operator, operatorsFor, type Rule, type Scalar, takesList, takesNothing } from "./model.ts";
import { operatorWords, texts } from "./texts.ts";

type Props = {
  rule: Rule;
  number: number;
  questions: Question[];
  put: (changes: Partial<Rule>) => void;
  remove: (() => void) | null;
  errors: Record<string, string>;
  readOnly: boolean;
};

/** What one answer has to be like. */
export function RuleRow({ rule, number, questions, put, remove, errors, readOnly }: Props) {
  const text = useTexts(texts);
  const names = useTexts(operatorWords);
  const about = questions.find(({ name }) => name === rule.field);
  // One that was stored stays choosable.
  const operators = about ? [...new Set([...operatorsFor(about), rule.operator])] : [rule.operator];
  const ask = (field: string | null) => {
    const question = questions.find(({ name }) => name === field);
    if (question) put({ ...blankRule(question), key: rule.key });
  };
  return (
    <Group align="flex-end" wrap="nowrap" gap="xs" role="group" aria-label={`${text.match} ${number}`}>
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="xs" style={{ flex: 1 }}>
        <Select
          label={text.answer}
          data={questions.map(({ name, label }) => ({ value: name, label }))}
          value={about ? rule.field : null}
          error={errors.field}
          allowDeselect={false}
          readOnly={readOnly}
          onChange={ask}
        />
        <Select
          label={text.compare}
          data={operators.map((value) => ({ value, label: names[value] }))}
          value={rule.operator}
          error={errors.operator}
          allowDeselect={false}
          readOnly={readOnly}
          onChange={(operator) => put({ operator: operator as Operator })}
        />
        {about && !takesNothing(rule.operator) && (
          <Value rule={rule} about={about} put={(values) => put({ values })} error={errors.value} readOnly={readOnly} />
        )}
      </SimpleGrid>
      {remove && !readOnly && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={fill(text.removeRule, { count: number })}
          onClick={remove}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      )}
    </Group>
  );
}

type ValueProps = {
  rule: Rule;
  about: Question;
  put: (values: Scalar[]) => void;
  error: string | undefined;
  readOnly: boolean;
};

function Value({ rule, about, put, error, readOnly }: ValueProps) {
  const { value: label } = useTexts(texts);
  const common = useTexts(words);
  const [first] = rule.values;
  const shared = { label, error, readOnly };
  const several = about.type === "multiselect" || about.type === "checkbox";
  if (takesList(rule.operator) || (several && rule.operator.endsWith("equals")))
    return <Answers {...shared} about={about} value={rule.values} onChange={put} />;
  if (about.type === "boolean")
    return (
      <Select
        {...shared}
        data={[
          { value: "true", label: common.yes },
          { value: "false", label: common.no },
        ]}
        value={first === undefined ? null : String(first)}
        onChange={(chosen) => put(chosen === null ? [] : [chosen === "true"])}
      />
    );
  if (withOptions.includes(about.type) && rule.operator !== "starts_with")
    return (
      <Select
        {...shared}
        data={optionsOf(about)}
        value={first === undefined ? null : String(first)}
        onChange={(chosen) => put(chosen === null ? [] : [chosen])}
      />
    );
  if (about.type === "number")
    return (
      <NumberInput
        {...shared}
        value={typeof first === "number" ? first : ""}
        onChange={(typed) => put(typed === "" ? [] : [Number(typed)])}
      />
    );
  return (
    <TextInput
      {...shared}
      value={first === undefined ? "" : String(first)}
      onChange={({ currentTarget }) => put(currentTarget.value ? [currentTarget.value] : [])}
    />
  );
}
