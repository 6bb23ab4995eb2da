import {
  ActionIcon,
  Badge,
  Button,
  Collapse,
  Group,
  NumberInput,
  Paper,
  Select,
  SimpleGrid,
  Stack,
  Switch,
  Text,
  Textarea,
  TextInput,
  UnstyledButton,
} from "@mantine/core";
import { IconChevronDown, IconChevronRight, IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { fill, useTexts } from "../../shared/locale.ts";
import { Fold } from "./fold.tsx";
import { Condition } from "./questions-condition.tsx";
import {
  newQuestion,
  type Question,
  type QuestionType,
  withLengths,
  withOptionLines,
  withOptions,
} from "./questions-model.ts";
import { questionWords, typeWords } from "./questions-texts.ts";
import { Sortable } from "./sortable.tsx";

type Props = {
  questions: Question[];
  onChange: (questions: Question[]) => void;
  types: readonly QuestionType[];
  /** Complaints by place, such as `bookingFields.2.label`. */
  errors: Record<string, unknown>;
  /** What complaints about the list begin with. */
  path: string;
  /** Names that are always asked: they can be worded, not removed. */
  system?: string[];
  readOnly?: boolean;
};

/** The questions that a visitor is asked, to add, order and change. */
export function QuestionsEditor({ questions, onChange, types, errors, path, system = [], readOnly = false }: Props) {
  const text = useTexts(questionWords);
  const [open, setOpen] = useState<string | null>(null);
  const replace = (changed: Question) => onChange(questions.map((one) => (one.key === changed.key ? changed : one)));
  const add = () => {
    const made = newQuestion(questions, text.newLabel);
    onChange([...questions, made]);
    setOpen(made.key);
  };
  return (
    <Stack gap="sm">
      {questions.length === 0 && <Text c="dimmed">{text.none}</Text>}
      <Sortable
        items={questions}
        keyOf={({ key }) => key}
        nameOf={({ label }) => label}
        move={onChange}
        disabled={readOnly}
      >
        {(question, index) => (
          <QuestionRow
            question={question}
            open={open === question.key}
            toggle={() => setOpen(open === question.key ? null : question.key)}
            errors={problemsAt(errors, `${path}.${index}.`)}
            fixed={system.includes(question.name)}
            earlier={questions.slice(0, index)}
            types={types}
            change={replace}
            remove={() => onChange(questions.filter(({ key }) => key !== question.key))}
            readOnly={readOnly}
          />
        )}
      </Sortable>
      {!readOnly && (
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={add}
          style={{ alignSelf: "flex-start" }}
        >
          {text.add}
        </Button>
      )}
    </Stack>
  );
}

/** What is complained about beneath a place, by what follows it. */
export const problemsAt = (errors: Record<string, unknown>, prefix: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(errors).flatMap(([field, message]) =>
      field.startsWith(prefix) && typeof message === "string" ? [[field.slice(prefix.length), message]] : [],
    ),
  );

type RowProps = {
  question: Question;
  open: boolean;
  toggle: () => void;
  errors: Record<string, string>;
  fixed: boolean;
  earlier: Question[];
  types: readonly QuestionType[];
  change: (question: Question) => void;
  remove: () => void;
  readOnly: boolean;
};

function QuestionRow(props: RowProps) {
  const { question, open, toggle, errors, fixed, remove, readOnly } = props;
  const text = useTexts(questionWords);
  const kinds = useTexts(typeWords);
  const wrong = Object.values(errors);
  const Icon = open ? IconChevronDown : IconChevronRight;
  return (
    <Paper withBorder px="sm" py={6}>
      <Group wrap="nowrap" gap="xs">
        <UnstyledButton onClick={toggle} aria-expanded={open} style={{ flex: 1, minWidth: 0, minHeight: 32 }}>
          <Group gap="xs" wrap="nowrap">
            <Icon size={16} aria-hidden />
            <Text fw={500} truncate>
              {question.label}
            </Text>
            <Text c="dimmed" size="sm" visibleFrom="xs" truncate>
              {kinds[question.type]}
            </Text>
          </Group>
        </UnstyledButton>
        {question.required && (
          <Badge variant="light" color="gray" tt="none">
            {text.requiredShort}
          </Badge>
        )}
        {question.hidden && (
          <Badge variant="outline" color="gray" tt="none">
            {text.hiddenShort}
          </Badge>
        )}
        {!fixed && !readOnly && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={fill(text.remove, { name: question.label })}
            onClick={remove}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        )}
      </Group>
      {wrong.length > 0 && !open && (
        <Text c="var(--mantine-color-error)" size="sm" role="alert">
          {wrong[0]}
        </Text>
      )}
      <Collapse expanded={open}>{open && <QuestionFields {...props} />}</Collapse>
    </Paper>
  );
}

function QuestionFields({ question, errors, fixed, earlier, types, change, readOnly }: RowProps) {
  const text = useTexts(questionWords);
  const kinds = useTexts(typeWords);
  const set = (changes: Partial<Question>) => change({ ...question, ...changes });
  return (
    <Stack gap="sm" py="sm">
      <TextInput
        label={text.label}
        value={question.label}
        error={errors.label}
        readOnly={readOnly}
        onChange={({ currentTarget }) => set({ label: currentTarget.value })}
      />
      {!fixed && (
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <Select
            label={text.kind}
            data={types.map((value) => ({ value, label: kinds[value] }))}
            value={question.type}
            error={errors.type}
            allowDeselect={false}
            readOnly={readOnly}
            onChange={(type) => set({ type: type as QuestionType })}
          />
          <TextInput
            label={text.placeholder}
            value={question.placeholder}
            readOnly={readOnly}
            onChange={({ currentTarget }) => set({ placeholder: currentTarget.value })}
          />
        </SimpleGrid>
      )}
      {withOptions.includes(question.type) && (
        <Textarea
          label={text.options}
          autosize
          minRows={3}
          value={question.optionLines}
          error={errors.options}
          readOnly={readOnly}
          onChange={({ currentTarget }) => set(withOptionLines(question, currentTarget.value))}
        />
      )}
      <Switch
        label={text.required}
        checked={question.required}
        error={errors.required}
        disabled={readOnly}
        onChange={({ currentTarget }) => set({ required: currentTarget.checked })}
      />
      {!fixed && (
        <Fold
          label={text.more}
          open={question.condition !== null || Boolean(errors.name ?? errors.showIf ?? errors.maxLength)}
        >
          <TextInput
            label={text.name}
            description={text.nameHint}
            value={question.name}
            error={errors.name}
            readOnly={readOnly}
            onChange={({ currentTarget }) => set({ name: currentTarget.value })}
          />
          <Condition question={question} earlier={earlier} set={set} error={errors.showIf} readOnly={readOnly} />
          <Lengths question={question} set={set} error={errors.maxLength} readOnly={readOnly} />
          <Switch
            label={text.hidden}
            checked={question.hidden}
            error={errors.hidden}
            disabled={readOnly}
            onChange={({ currentTarget }) => set({ hidden: currentTarget.checked })}
          />
        </Fold>
      )}
    </Stack>
  );
}

type Part = {
  question: Question;
  set: (changes: Partial<Question>) => void;
  error?: string | undefined;
  readOnly: boolean;
};

function Lengths({ question, set, error, readOnly }: Part) {
  const text = useTexts(questionWords);
  if (!withLengths.includes(question.type)) return null;
  const number = (typed: string | number) => (typed === "" ? "" : Number(typed));
  return (
    <SimpleGrid cols={2}>
      <NumberInput
        label={text.minLength}
        min={0}
        max={5000}
        value={question.minLength}
        readOnly={readOnly}
        onChange={(typed) => set({ minLength: number(typed) })}
      />
      <NumberInput
        label={text.maxLength}
        min={1}
        max={5000}
        value={question.maxLength}
        error={error}
        readOnly={readOnly}
        onChange={(typed) => set({ maxLength: number(typed) })}
      />
    </SimpleGrid>
  );
}
