import { Badge, Select, Text } from "@mantine/core";
import { listWorkflowRuns } from "../../../src/domain/workflows/runs/operations.ts";
import type { ItemOf } from "../../shared/api.ts";
import { useLocale, useSay, useTexts } from "../../shared/locale.ts";
import { useAddress } from "../parts/address.ts";
import { useList } from "../parts/data.ts";
import { type Column, RecordList } from "../parts/list.tsx";
import { words } from "../parts/words.ts";
import { outcomeIn } from "./outcomes.ts";
import { actionWords, texts, triggerWords } from "./texts.ts";

type Run = ItemOf<typeof listWorkflowRuns>;
const statuses = ["scheduled", "done", "skipped", "failed", "cancelled"] as const;
const colours = { scheduled: "blue", done: "teal", skipped: "gray", failed: "red", cancelled: "gray" };

/** What workflows did, what they will do, and why they did not. */
export function Runs({ workflowId }: { workflowId?: number }) {
  const locale = useLocale();
  const text = useTexts(texts);
  const common = useTexts(words);
  const triggers = useTexts(triggerWords);
  const actions = useTexts(actionWords);
  const say = useSay();
  const [{ status }, setAddress] = useAddress();
  const list = useList(listWorkflowRuns, {
    limit: "50",
    status: status as Run["status"] | undefined,
    ...(workflowId ? { workflowId: String(workflowId) } : {}),
  });
  const columns: Column<Run>[] = [
    {
      accessor: "action",
      title: text.action,
      render: ({ action, trigger, recipient }) => (
        <>
          <Text fw={500}>{actions[action]}</Text>
          <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
            {[triggers[trigger], recipient].filter(Boolean).join(" · ")}
          </Text>
        </>
      ),
    },
    {
      accessor: "dueAt",
      title: text.due,
      visibleMediaQuery: "(min-width: 48em)",
      render: ({ dueAt }) => say.dateTime(dueAt),
    },
    {
      accessor: "status",
      title: text.status,
      render: (run) => (
        <Badge variant="light" color={colours[run.status]} tt="none" miw="max-content">
          {text[run.status]}
        </Badge>
      ),
    },
    {
      accessor: "outcome",
      title: text.outcome,
      visibleMediaQuery: "(min-width: 62em)",
      render: ({ outcome, message }) =>
        [outcome && outcomeIn(locale, outcome, say.dateTime), message?.error].filter(Boolean).join(" · "),
    },
    { accessor: "subject", title: text.about, optional: true },
  ];
  return (
    <RecordList
      name="workflow-runs"
      list={list}
      columns={columns}
      nameOf={({ subject }) => subject}
      searchable={false}
      filteredBy={["status"]}
      filters={
        <Select
          aria-label={text.status}
          w={180}
          data={[{ value: "", label: common.all }, ...statuses.map((value) => ({ value, label: text[value] }))]}
          value={status ?? ""}
          allowDeselect={false}
          onChange={(chosen) => setAddress({ status: chosen || undefined })}
        />
      }
      empty={{ title: text.noRuns, text: text.noRunsText }}
    />
  );
}
