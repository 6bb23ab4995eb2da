import { Badge, Button, Code, Grid, Group, Menu, Select, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconPlus } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import {
  listMessageTemplates,
  previewMessageTemplate,
  resetMessageTemplate,
  sendMessageTemplate,
  updateMessageTemplate,
} from "../../../src/domain/services/templates/operations.ts";
import type { Answer } from "../../shared/api.ts";
import { fill, type Locale, locales, useLocale, useTexts } from "../../shared/locale.ts";
import { useProblems } from "../../shared/problems.ts";
import { useSession } from "../app/session.tsx";
import { useAddress } from "../parts/address.ts";
import { useAsRead } from "../parts/as-read.ts";
import { useAsk, useDo } from "../parts/data.ts";
import { Section } from "../parts/fold.tsx";
import { FormEnd, tellFailure, useRecordForm } from "../parts/form.tsx";
import { Failed, Waiting } from "../parts/states.tsx";
import { words } from "../parts/words.ts";
import { templatesTexts } from "./templates-texts.ts";

type Found = Answer<typeof listMessageTemplates>;
type Template = Found["templates"][number];

/** The wording of each mail, in each language, with what it looks like while it is written. */
export function Templates({ language: usual }: { language: string }) {
  const text = useTexts(templatesTexts);
  const reader = useLocale();
  const [address, setAddress] = useAddress();
  const language = locales.find((one) => one === (address.language ?? usual.split("-")[0])) ?? reader;
  const found = useAsk(listMessageTemplates, { language });
  const template = found.data?.templates.find(({ kind }) => kind === (address.mail ?? "confirmation"));
  const option = ({ kind, own }: Template) => ({ value: kind, label: own ? `${text[kind]} ✎` : text[kind] });
  const of = (audience: Template["audience"]) =>
    (found.data?.templates ?? []).filter((one) => one.audience === audience);
  return (
    <Section title={text.title} text={text.text}>
      <Group align="end">
        <Select
          label={text.mail}
          allowDeselect={false}
          w={280}
          data={[
            { group: text.toCustomers, items: of("customer").map(option) },
            { group: text.toStaff, items: of("employee").map(option) },
          ]}
          value={template?.kind ?? null}
          onChange={(mail) => setAddress({ mail: mail ?? undefined })}
        />
        <Select
          label={text.language}
          allowDeselect={false}
          w={160}
          data={locales.map((value) => ({ value, label: languageName(value) }))}
          value={language}
          onChange={(next) => setAddress({ language: next ?? undefined })}
        />
        {template?.own && <Badge variant="light">{text.ownWords}</Badge>}
      </Group>
      {found.error && <Failed error={found.error} />}
      {found.isPending && <Waiting />}
      {template && found.data && (
        <Loaded key={`${template.kind} ${template.language}`} template={template} variables={found.data.variables} />
      )}
    </Section>
  );
}

const languageName = (locale: Locale) => {
  const name = new Intl.DisplayNames(locale, { type: "language" }).of(locale) ?? locale;
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
};

type LoadedProps = { template: Template; variables: Found["variables"] };
function Loaded({ template, variables }: LoadedProps) {
  const [asRead, setDirty] = useAsRead(template);
  return <Editor key={asRead.version} template={asRead} variables={variables} setDirty={setDirty} />;
}

function Editor({ template, variables, setDirty }: LoadedProps & { setDirty: (dirty: boolean) => void }) {
  const text = useTexts(templatesTexts);
  const common = useTexts(words);
  const { may } = useSession();
  const readOnly = !may("settings:write");
  const { kind, language, version } = template;
  const save = useDo(updateMessageTemplate);
  const reset = useDo(resetMessageTemplate);
  const test = useDo(sendMessageTemplate);
  const { form, refusal, sending, onSubmit } = useRecordForm(
    { subject: template.subject, body: template.body },
    (values) => save.deed({ kind, language, ...values, options: { ifMatch: version } }),
  );
  const dirty = form.isDirty();
  useEffect(() => setDirty(dirty), [dirty, setDirty]);
  const insert = useInsert(form);
  const goBack = () =>
    reset
      .mutateAsync({ kind, language, options: { ifMatch: version } })
      .then(() => setDirty(false))
      .then(() => notifications.show({ message: text.resetDone, color: "teal" }))
      .catch(tellFailure(common.failed));
  const tryIt = () =>
    test
      .mutateAsync({ kind, language, ...form.values })
      .then(({ sentTo }) => notifications.show({ message: fill(text.testSent, { email: sentTo }), color: "teal" }))
      .catch(tellFailure(common.failed));
  return (
    <Grid gap="xl">
      <Grid.Col span={{ base: 12, lg: 6 }}>
        <form onSubmit={onSubmit} noValidate>
          <Stack gap="sm">
            <TextInput
              label={text.subject}
              readOnly={readOnly}
              {...form.getInputProps("subject")}
              onFocus={insert.focused("subject")}
            />
            <Textarea
              label={text.body}
              readOnly={readOnly}
              autosize
              minRows={6}
              maxRows={18}
              {...form.getInputProps("body")}
              onFocus={insert.focused("body")}
            />
            {!readOnly && <Variables variables={variables} onChoose={insert.put} label={text.variables} />}
            {!readOnly && (
              <FormEnd
                form={form}
                refusal={refusal}
                sending={sending}
                more={
                  <>
                    {template.own && (
                      <Button variant="subtle" color="red" loading={reset.isPending} onClick={() => void goBack()}>
                        {text.reset}
                      </Button>
                    )}
                    <Button variant="default" loading={test.isPending} onClick={() => void tryIt()}>
                      {text.test}
                    </Button>
                  </>
                }
              />
            )}
          </Stack>
        </form>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 6 }}>
        <Preview draft={{ kind, language, ...form.values }} />
      </Grid.Col>
    </Grid>
  );
}

type Part = "subject" | "body";
/** Puts a variable where the cursor was last. */
function useInsert(form: { values: Record<Part, string>; setFieldValue: (part: Part, value: string) => void }) {
  const last = useRef<{ part: Part; field: HTMLInputElement | HTMLTextAreaElement } | null>(null);
  return {
    focused: (part: Part) => (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => {
      last.current = { part, field: event.currentTarget };
    },
    put: (name: string) => {
      const { part, field } = last.current ?? { part: "body" as const, field: null };
      const value = form.values[part];
      const [from, to] = [field?.selectionStart ?? value.length, field?.selectionEnd ?? value.length];
      const inserted = `{{ ${name} }}`;
      form.setFieldValue(part, value.slice(0, from) + inserted + value.slice(to));
      requestAnimationFrame(() => {
        field?.focus();
        field?.setSelectionRange(from + inserted.length, from + inserted.length);
      });
    },
  };
}

type VariablesProps = { variables: Found["variables"]; label: string; onChoose: (name: string) => void };
function Variables({ variables, label, onChoose }: VariablesProps) {
  return (
    <Menu position="bottom-start" shadow="md" width={380} returnFocus={false}>
      <Menu.Target>
        <Button variant="default" size="compact-md" w="fit-content" leftSection={<IconPlus size={16} aria-hidden />}>
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown style={{ maxHeight: 320, overflowY: "auto" }}>
        {variables.map(({ name, example }) => (
          <Menu.Item key={name} onClick={() => onChoose(name)}>
            <Code>{name}</Code>{" "}
            <Text span size="sm" c="dimmed" lineClamp={1}>
              {example}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

type Draft = { kind: Template["kind"]; language: Locale; subject: string; body: string };
/** As the server would write it, a moment after the last key. */
function Preview({ draft }: { draft: Draft }) {
  const text = useTexts(templatesTexts);
  const say = useProblems();
  const [settled] = useDebouncedValue(draft, 300);
  const [height, setHeight] = useState(420);
  const shown = useAsk(previewMessageTemplate, settled);
  return (
    <Stack gap="xs" component="section" aria-label={text.preview}>
      <Text fw={600}>{text.preview}</Text>
      <Text c="dimmed" size="sm">
        {text.previewHint}
      </Text>
      {shown.error && <Failed error={shown.error} />}
      {shown.data && (
        <>
          <Text style={{ overflowWrap: "anywhere" }}>{shown.data.subject}</Text>
          {shown.data.mistakes.map(({ field, message }) => (
            <Text key={field + message} c="red" size="sm" role="alert">
              {say.field(message)}
            </Text>
          ))}
          {/* No scripts, no forms: only its own height is read. */}
          <iframe
            title={text.preview}
            sandbox="allow-same-origin"
            srcDoc={shown.data.html}
            className="mail-preview"
            style={{ height }}
            onLoad={({ currentTarget }) =>
              setHeight(Math.min(1400, (currentTarget.contentDocument?.documentElement.scrollHeight ?? 420) + 4))
            }
          />
        </>
      )}
    </Stack>
  );
}
