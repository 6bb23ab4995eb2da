import { Alert, Anchor, Box, Button, Group, Stack, Switch, Tabs, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { IconAlertCircle, IconArrowLeft, IconExternalLink } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { createForm, deleteForm, getForm, updateForm } from "../../../src/domain/routing/forms/operations.ts";
import { listTeams } from "../../../src/domain/scheduling/teams/operations.ts";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAddress, useRecordId } from "../parts/address.ts";
import { useAsRead } from "../parts/as-read.ts";
import { CopyField } from "../parts/copy.tsx";
import { useAsk, useDo } from "../parts/data.ts";
import { FormEnd, useRecordForm } from "../parts/form.tsx";
import { Page } from "../parts/page.tsx";
import { PickOne } from "../parts/pick.tsx";
import { QuestionsEditor } from "../parts/questions.tsx";
import { newQuestion, type QuestionType } from "../parts/questions-model.ts";
import { Failed, Waiting } from "../parts/states.tsx";
import { TabRow } from "../parts/tab-row.tsx";
import { blankRoute, type Form, toEdit, toSend, type Values } from "./model.ts";
import { Responses } from "./responses.tsx";
import { Routes } from "./routes.tsx";
import { texts } from "./texts.ts";

const types: QuestionType[] = [
  "text",
  "textarea",
  "email",
  "phone",
  "number",
  "select",
  "multiselect",
  "radio",
  "checkbox",
  "boolean",
  "url",
];

/** One form: what is asked, where answers lead, and what was answered. */
export default function FormPage() {
  const text = useTexts(texts);
  const id = useRecordId();
  const isNew = id === "new";
  const found = useAsk(getForm, isNew ? null : { id });
  const form = isNew ? null : found.data;
  if (found.error && !isNew) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (!isNew && String(form?.id) !== id) return <Waiting />;
  return (
    <Page
      title={form ? form.name : text.add}
      action={
        form?.active && (
          <Button
            component="a"
            href={form.link}
            target="_blank"
            rel="noreferrer"
            variant="default"
            rightSection={<IconExternalLink size={16} aria-hidden />}
          >
            {text.view}
          </Button>
        )
      }
    >
      <Anchor component={Link} to="/routing" size="sm" mt={-12}>
        <Group gap={4}>
          <IconArrowLeft size={14} aria-hidden />
          {text.back}
        </Group>
      </Anchor>
      <Loaded key={id} stored={form ?? null} />
    </Page>
  );
}

function Loaded({ stored }: { stored: Form | null }) {
  const [asRead, setDirty] = useAsRead(stored);
  return <Editor key={asRead?.version} stored={asRead} setDirty={setDirty} />;
}

function useFirst(): () => Values {
  const { firstLabel } = useTexts(texts);
  return () => ({
    name: "",
    description: "",
    active: true,
    teamId: null,
    fields: [newQuestion([], firstLabel)],
    routes: [],
    fallback: blankRoute({ type: "message", message: null }),
  });
}

const tabs = ["basics", "questions", "routes", "responses"] as const;
type TabName = (typeof tabs)[number];
/** Where what was refused is shown. */
const tabOf = (field: string): TabName =>
  field.startsWith("fields.") ? "questions" : field.startsWith("routes.") ? "routes" : "basics";

function Editor({ stored, setDirty }: { stored: Form | null; setDirty: (dirty: boolean) => void }) {
  const text = useTexts(texts);
  const { may } = useSession();
  const navigate = useNavigate();
  const [{ tab = "basics" }, setAddress] = useAddress();
  const first = useFirst();
  const create = useDo(createForm);
  const update = useDo(updateForm);
  const remove = useDo(deleteForm);
  const [initial] = useState(() => (stored ? toEdit(stored) : first()));
  const open = (name: string | null) => setAddress({ tab: name === "basics" ? undefined : (name ?? undefined) });
  const reveal = (places: string[]) => {
    const wrong = places.map(tabOf);
    if (wrong.length > 0 && !wrong.some((name) => name === tab)) open(wrong[0]!);
  };
  const { form, refusal, sending, onSubmit } = useRecordForm<Values>(
    initial,
    (values) => {
      const sent = toSend(values);
      if (stored) return update.deed({ id: String(stored.id), ...sent, options: { ifMatch: stored.version } });
      return create.deed(sent, ({ id }) =>
        setTimeout(() => void navigate({ to: `/routing/${id}`, replace: true, search: { tab } as never })),
      );
    },
    { reveal },
  );
  const dirty = form.isDirty();
  useEffect(() => setDirty(dirty), [dirty, setDirty]);
  const readOnly = !may("routing:write");
  const wrong = new Set(Object.keys(form.errors).map(tabOf));
  const part = { form, readOnly };
  return (
    <Tabs value={tab} onChange={open} keepMounted={false}>
      <TabRow open={tab}>
        {tabs.map(
          (name) =>
            (name !== "responses" || stored) && (
              <Tabs.Tab
                key={name}
                value={name}
                rightSection={
                  wrong.has(name) && <IconAlertCircle size={16} color="var(--mantine-color-error)" aria-hidden />
                }
              >
                {text[name]}
              </Tabs.Tab>
            ),
        )}
      </TabRow>
      {tab === "responses" && stored ? (
        <Tabs.Panel value="responses" pt="md">
          <Responses form={stored} />
        </Tabs.Panel>
      ) : (
        <Box component="form" onSubmit={onSubmit} noValidate maw={760} pt="md">
          {stored && stored.problems.length > 0 && (
            <Alert color="yellow" variant="light" mb="md">
              {stored.problems.map(({ routeId, message }) => (
                <div key={routeId}>{message}</div>
              ))}
            </Alert>
          )}
          <Tabs.Panel value="basics">
            <Basics {...part} stored={stored} />
          </Tabs.Panel>
          <Tabs.Panel value="questions">
            <QuestionsEditor
              questions={form.values.fields}
              onChange={(fields) => form.setFieldValue("fields", fields)}
              types={types}
              errors={form.errors}
              path="fields"
              readOnly={readOnly}
            />
          </Tabs.Panel>
          <Tabs.Panel value="routes">
            <Routes {...part} />
          </Tabs.Panel>
          {!readOnly && (
            <FormEnd
              form={form}
              refusal={refusal}
              sending={sending}
              deletion={
                stored && {
                  name: stored.name,
                  run: () => remove.mutateAsync({ id: String(stored.id), options: { ifMatch: stored.version } }),
                  leave: () => void navigate({ to: "/routing" }),
                }
              }
            />
          )}
        </Box>
      )}
    </Tabs>
  );
}

function Basics({
  form,
  readOnly,
  stored,
}: {
  form: UseFormReturnType<Values>;
  readOnly: boolean;
  stored: Form | null;
}) {
  const text = useTexts(texts);
  const { may } = useSession();
  const teams = useAsk(listTeams, may("teams:read") ? { limit: "200" } : null);
  return (
    <Stack gap="sm">
      <TextInput label={text.name} required readOnly={readOnly} {...form.getInputProps("name")} />
      <Textarea
        label={text.description}
        autosize
        minRows={2}
        readOnly={readOnly}
        {...form.getInputProps("description")}
      />
      {(teams.data?.items.length ?? 0) > 0 && (
        <PickOne
          label={text.team}
          readOnly={readOnly}
          items={teams.data!.items}
          value={form.values.teamId}
          error={form.errors.teamId}
          onChange={(id) => form.setFieldValue("teamId", id)}
        />
      )}
      <Switch label={text.active} disabled={readOnly} {...form.getInputProps("active", { type: "checkbox" })} />
      {stored && <CopyField label={text.link} value={stored.link} />}
    </Stack>
  );
}
