import { Alert, Anchor, Box, Group, Stack, Switch, Tabs, TextInput } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import {
  createWorkflow,
  deleteWorkflow,
  getWorkflow,
  updateWorkflow,
} from "../../../src/domain/workflows/workflows/operations.ts";
import { useLocale, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAddress, useRecordId } from "../parts/address.ts";
import { useAsRead } from "../parts/as-read.ts";
import { useAsk, useDo } from "../parts/data.ts";
import { FormEnd, useRecordForm } from "../parts/form.tsx";
import { Page } from "../parts/page.tsx";
import { Failed, Waiting } from "../parts/states.tsx";
import { newStep, toEdit, toSend, type Values, type Workflow } from "./model.ts";
import { Runs } from "./runs.tsx";
import { Steps } from "./steps.tsx";
import { texts } from "./texts.ts";
import { When } from "./when.tsx";

/** One workflow: when it runs, for what, and its steps; and what it did. */
export default function WorkflowPage() {
  const text = useTexts(texts);
  const id = useRecordId();
  const isNew = id === "new";
  const found = useAsk(getWorkflow, isNew ? null : { id });
  const [{ tab = "editor" }, setAddress] = useAddress();
  const workflow = isNew ? null : found.data;
  if (found.error && !isNew) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (!isNew && String(workflow?.id) !== id) return <Waiting />;
  const editor = <Loaded key={id} workflow={workflow ?? null} />;
  return (
    <Page title={workflow ? workflow.name : text.add}>
      <Anchor component={Link} to="/workflows" size="sm" mt={-12}>
        <Group gap={4}>
          <IconArrowLeft size={14} aria-hidden />
          {text.back}
        </Group>
      </Anchor>
      {workflow ? (
        <Tabs
          value={tab}
          onChange={(next) => setAddress({ tab: next === "editor" ? undefined : (next ?? undefined) })}
          keepMounted={false}
        >
          <Tabs.List mb="md">
            <Tabs.Tab value="editor">{text.editor}</Tabs.Tab>
            <Tabs.Tab value="runs">{text.runs}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="editor" keepMounted>
            {editor}
          </Tabs.Panel>
          <Tabs.Panel value="runs">
            <Runs workflowId={workflow.id} />
          </Tabs.Panel>
        </Tabs>
      ) : (
        editor
      )}
    </Page>
  );
}

function Loaded({ workflow }: { workflow: Workflow | null }) {
  const [asRead, setDirty] = useAsRead(workflow);
  return <Editor key={asRead?.version} workflow={asRead} setDirty={setDirty} />;
}

function useFirst(): () => Values {
  const text = useTexts(texts);
  const locale = useLocale();
  return () => ({
    name: "",
    trigger: "beforeStart",
    offset: { time: 1, unit: "day" },
    active: true,
    eventTypeIds: [],
    serviceIds: [],
    teamId: null,
    userId: null,
    secret: "",
    steps: [newStep(locale, { subject: text.firstSubject, body: text.firstBody })],
  });
}

function Editor({ workflow, setDirty }: { workflow: Workflow | null; setDirty: (dirty: boolean) => void }) {
  const text = useTexts(texts);
  const { may } = useSession();
  const navigate = useNavigate();
  const first = useFirst();
  const create = useDo(createWorkflow);
  const update = useDo(updateWorkflow);
  const remove = useDo(deleteWorkflow);
  const [initial] = useState(() => (workflow ? toEdit(workflow) : first()));
  const { form, refusal, sending, onSubmit } = useRecordForm<Values>(initial, (values) => {
    const sent = toSend(values);
    if (workflow) return update.deed({ id: String(workflow.id), ...sent, options: { ifMatch: workflow.version } });
    return create.deed(sent, ({ id }) => setTimeout(() => void navigate({ to: `/workflows/${id}`, replace: true })));
  });
  const dirty = form.isDirty();
  useEffect(() => setDirty(dirty), [dirty, setDirty]);
  const readOnly = !may("workflows:write");
  const parts = { form, readOnly };
  return (
    <Box component="form" onSubmit={onSubmit} noValidate maw={760}>
      <Stack gap="lg">
        {workflow && workflow.warnings.length > 0 && (
          <Alert color="yellow" variant="light">
            {workflow.warnings.map((one) => (
              <div key={one}>{one}</div>
            ))}
          </Alert>
        )}
        <TextInput label={text.name} required readOnly={readOnly} {...form.getInputProps("name")} />
        <Switch label={text.active} disabled={readOnly} {...form.getInputProps("active", { type: "checkbox" })} />
        <When {...parts} />
        <Steps {...parts} hasSecret={workflow?.hasSecret ?? false} />
        {!readOnly && (
          <FormEnd
            form={form}
            refusal={refusal}
            sending={sending}
            deletion={
              workflow && {
                name: workflow.name,
                run: () => remove.mutateAsync({ id: String(workflow.id), options: { ifMatch: workflow.version } }),
                leave: () => void navigate({ to: "/workflows" }),
              }
            }
          />
        )}
      </Stack>
    </Box>
  );
}
