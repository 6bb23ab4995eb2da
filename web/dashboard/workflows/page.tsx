import { Anchor, Badge, Button, Switch, Tabs } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { listWorkflows, updateWorkflow } from "../../../src/domain/workflows/workflows/operations.ts";
import type { ItemOf } from "../../shared/api.ts";
import { fill, useLocale, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAddress } from "../parts/address.ts";
import { sayMinutes } from "../parts/choices.tsx";
import { useDo, useList } from "../parts/data.ts";
import { tellFailure } from "../parts/form.tsx";
import { Page } from "../parts/page.tsx";
import { Row, Rows } from "../parts/rows.tsx";
import { words } from "../parts/words.ts";
import { Runs } from "./runs.tsx";
import { actionWords, texts, triggerWords } from "./texts.ts";

type Item = ItemOf<typeof listWorkflows>;

/** What is sent by itself, and what came of it. */
export default function WorkflowsPage() {
  const text = useTexts(texts);
  const { may } = useSession();
  const navigate = useNavigate();
  const [{ tab = "workflows" }, setAddress] = useAddress();
  const list = useList(listWorkflows, { limit: "100" });
  const add = may("workflows:write") && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => void navigate({ to: "/workflows/new" })}>
      {text.add}
    </Button>
  );
  return (
    <Page title={text.title} action={add}>
      <Tabs
        value={tab}
        onChange={(next) =>
          setAddress({ tab: next === "workflows" ? undefined : (next ?? undefined), status: undefined })
        }
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="workflows">{text.workflows}</Tabs.Tab>
          <Tabs.Tab value="runs">{text.runs}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="workflows">
          <Rows label={text.workflows} list={list} empty={{ title: text.empty, text: text.emptyText, action: add }}>
            {(workflow) => <WorkflowRow workflow={workflow} />}
          </Rows>
        </Tabs.Panel>
        <Tabs.Panel value="runs">
          <Runs />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

const minutesIn = { minute: 1, hour: 60, day: 1440 };

function WorkflowRow({ workflow }: { workflow: Item }) {
  const text = useTexts(texts);
  const common = useTexts(words);
  const triggers = useTexts(triggerWords);
  const actions = useTexts(actionWords);
  const locale = useLocale();
  const { may } = useSession();
  const update = useDo(updateWorkflow);
  const { id, name, active, trigger, offset, steps } = workflow;
  const turn = (on: boolean) => update.mutateAsync({ id: String(id), active: on }).catch(tellFailure(common.failed));
  return (
    <Row
      title={
        <Anchor component={Link} to={`/workflows/${id}`} fw={600}>
          {name}
        </Anchor>
      }
      badges={
        !active && (
          <Badge variant="outline" color="gray" tt="none">
            {text.off}
          </Badge>
        )
      }
      actions={
        may("workflows:write") && (
          <Switch
            size="md"
            aria-label={fill(text.on, { name })}
            checked={update.isPending ? (update.variables.active ?? active) : active}
            onChange={({ currentTarget }) => void turn(currentTarget.checked)}
          />
        )
      }
    >
      {triggers[trigger]}
      {offset && ` (${sayMinutes(locale, offset.time * minutesIn[offset.unit])})`}
      {` → ${[...new Set(steps.map(({ action }) => actions[action]))].join(", ")}`}
    </Row>
  );
}
