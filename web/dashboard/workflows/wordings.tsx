import { Button, Group, Menu, ScrollArea, Select, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { IconBraces, IconEye } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { listWorkflowVariables } from "../../../src/domain/workflows/texts/operations.ts";
import { locales, useTexts } from "../../shared/locale.ts";
import { useAsk } from "../parts/data.ts";
import { isEmail, type Wording } from "./model.ts";
import { Preview } from "./preview.tsx";
import type { StepProps } from "./steps.tsx";
import { texts } from "./texts.ts";

const nameOf = (language: string) => new Intl.DisplayNames(language, { type: "language" }).of(language) ?? language;

/** What a step says, in as many languages as one likes. */
export function Wordings(props: StepProps) {
  const { step, put, errors, readOnly } = props;
  const text = useTexts(texts);
  const languages = Object.keys(step.texts);
  const [chosen, setChosen] = useState(step.defaultLanguage);
  const [previewing, setPreviewing] = useState(false);
  const language = languages.includes(chosen) ? chosen : languages[0]!;
  const wording = step.texts[language]!;
  const set = (changes: Partial<Wording>) => put({ texts: { ...step.texts, [language]: { ...wording, ...changes } } });
  const addable = locales.filter((one) => !languages.includes(one));
  return (
    <Stack gap="xs">
      <Group gap="xs" align="flex-end">
        <Select
          size="xs"
          w={150}
          label={text.language}
          data={languages.map((value) => ({ value, label: nameOf(value) }))}
          value={language}
          allowDeselect={false}
          onChange={(one) => setChosen(one!)}
        />
        {!readOnly && addable.length > 0 && (
          <Select
            size="xs"
            w={170}
            aria-label={text.addLanguage}
            placeholder={text.addLanguage}
            data={addable.map((value) => ({ value: value as string, label: nameOf(value) }))}
            value={null}
            onChange={(one) => {
              if (!one) return;
              put({ texts: { ...step.texts, [one]: { ...wording } } });
              setChosen(one);
            }}
          />
        )}
        {!readOnly && languages.length > 1 && language !== step.defaultLanguage && (
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            onClick={() =>
              put({ texts: Object.fromEntries(Object.entries(step.texts).filter(([one]) => one !== language)) })
            }
          >
            {text.removeLanguage}
          </Button>
        )}
      </Group>
      {isEmail(step.action) && (
        <TextInput
          label={text.subject}
          required
          readOnly={readOnly}
          value={wording.subject}
          error={errors[`texts.${language}.subject`]}
          onChange={({ currentTarget }) => set({ subject: currentTarget.value })}
        />
      )}
      <Body
        value={wording.body}
        error={errors[`texts.${language}.body`]}
        change={(body) => set({ body })}
        readOnly={readOnly}
      />
      {!readOnly && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconEye size={14} aria-hidden />}
          onClick={() => setPreviewing(!previewing)}
          aria-expanded={previewing}
          style={{ alignSelf: "flex-start" }}
        >
          {text.preview}
        </Button>
      )}
      {previewing && <Preview step={step} language={language} />}
    </Stack>
  );
}

/** The message, and a list of what it can say, which goes in where the cursor is. */
function Body({
  value,
  error,
  change,
  readOnly,
}: {
  value: string;
  error: string | undefined;
  change: (body: string) => void;
  readOnly: boolean;
}) {
  const text = useTexts(texts);
  const field = useRef<HTMLTextAreaElement>(null);
  const insert = (name: string) => {
    const at = field.current?.selectionEnd ?? value.length;
    change(`${value.slice(0, at)}{{ ${name} }}${value.slice(at)}`);
    requestAnimationFrame(() => field.current?.focus());
  };
  return (
    <>
      <Textarea
        ref={field}
        label={text.body}
        required
        autosize
        minRows={4}
        maxRows={16}
        readOnly={readOnly}
        value={value}
        error={error}
        onChange={({ currentTarget }) => change(currentTarget.value)}
      />
      {!readOnly && <Variables insert={insert} />}
    </>
  );
}

function Variables({ insert }: { insert: (name: string) => void }) {
  const text = useTexts(texts);
  const variables = useAsk(listWorkflowVariables, {});
  return (
    <Menu position="bottom-start" returnFocus={false}>
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconBraces size={14} aria-hidden />}
          style={{ alignSelf: "flex-start" }}
        >
          {text.insert}
        </Button>
      </Menu.Target>
      <Menu.Dropdown maw={420}>
        <ScrollArea.Autosize mah={280}>
          {(variables.data ?? []).map(({ name, meaning }) => (
            <Menu.Item key={name} onClick={() => insert(name)}>
              <Text ff="monospace" size="sm">
                {name}
              </Text>
              <Text size="xs" c="dimmed">
                {meaning}
              </Text>
            </Menu.Item>
          ))}
        </ScrollArea.Autosize>
      </Menu.Dropdown>
    </Menu>
  );
}
