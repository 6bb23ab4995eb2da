import { Anchor, Drawer, Text, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useState } from "react";
import { listAuditLog } from "../../../src/domain/identity/audit/operations.ts";
import type { ItemOf } from "../../shared/api.ts";
import { fill, useClock, useSay, useTexts } from "../../shared/locale.ts";
import { useAddress } from "../parts/address.ts";
import { useList } from "../parts/data.ts";
import { DayInput } from "../parts/day.tsx";
import { isDay } from "../parts/days.ts";
import { type Column, RecordList } from "../parts/list.tsx";
import { words } from "../parts/words.ts";
import { instantAt } from "../parts/zoned.ts";
import { Diff } from "./diff.tsx";
import { DeveloperPage } from "./frame.tsx";
import { logTexts } from "./log-texts.ts";

export type Entry = ItemOf<typeof listAuditLog>;
const filters = ["subject", "action", "from", "to"];

/** Who changed what, with what was before and after. */
export default function AuditPage() {
  const text = useTexts(logTexts);
  const common = useTexts(words);
  const say = useSay();
  const { timeZone } = useClock();
  const [{ subject, action, from, to, id }, setAddress] = useAddress();
  const list = useList(listAuditLog, {
    subject,
    action,
    from: from && instantAt(timeZone, `${from} 00:00`),
    to: to && instantAt(timeZone, `${dayAfter(to)} 00:00`),
    limit: "50",
  });
  const open = ({ id }: Entry) => setAddress({ id: String(id) });
  const entry = list.items.find((one) => String(one.id) === id) ?? null;
  const columns: Column<Entry>[] = [
    {
      accessor: "action",
      title: text.action,
      render: (one) => (
        <Anchor
          component="button"
          type="button"
          fw={600}
          ta="left"
          style={{ overflowWrap: "anywhere" }}
          aria-label={fill(text.details, { name: `${one.action} ${say.dateTime(one.createdAt)}` })}
          onClick={() => open(one)}
        >
          {one.action}
        </Anchor>
      ),
    },
    { accessor: "subject", title: text.what, visibleMediaQuery: "(min-width: 62em)", render: saySubject },
    {
      accessor: "actor.name",
      title: text.who,
      render: ({ actor, agent }) => (agent ? `${actor.name} (${agent})` : actor.name),
    },
    { accessor: "source", title: text.through, visibleMediaQuery: "(min-width: 62em)" },
    {
      accessor: "createdAt",
      title: text.when,
      visibleMediaQuery: "(min-width: 40em)",
      render: ({ createdAt }) => say.dateTime(createdAt),
    },
  ];
  return (
    <DeveloperPage section="audit">
      <Text c="dimmed">{text.auditIntro}</Text>
      <RecordList
        name="audit"
        list={list}
        columns={columns}
        nameOf={({ action }) => action}
        open={open}
        searchable={false}
        filters={<Filters />}
        filteredBy={filters}
        empty={{ title: text.noEntries, text: text.noEntriesText }}
      />
      <Drawer
        opened={entry !== null}
        onClose={() => setAddress({ id: undefined })}
        position="right"
        size="lg"
        title={entry?.action}
        closeButtonProps={{ "aria-label": common.close }}
      >
        {entry && (
          <>
            <Text size="sm" c="dimmed" mb="md">
              {[
                say.dateTime(entry.createdAt),
                entry.actor.name,
                entry.agent,
                saySubject(entry),
                entry.source,
                entry.requestId,
              ]
                .filter(Boolean)
                .join(" · ")}
            </Text>
            <Diff entry={entry} />
          </>
        )}
      </Drawer>
    </DeveloperPage>
  );
}

function Filters() {
  const text = useTexts(logTexts);
  const [address, setAddress] = useAddress();
  return (
    <>
      <TypedFilter label={text.actionFilter} value={address.action} change={(action) => setAddress({ action })} />
      <TypedFilter label={text.subject} value={address.subject} change={(subject) => setAddress({ subject })} />
      {(["from", "to"] as const).map((name) => (
        <DayInput
          key={name}
          aria-label={text[name]}
          placeholder={text[name]}
          clearable
          w={140}
          value={address[name] ?? null}
          onChange={(value) => setAddress({ [name]: isDay(value) ? value : undefined })}
        />
      ))}
    </>
  );
}

/** Asks a moment after the last key. */
function TypedFilter({
  label,
  value,
  change,
}: {
  label: string;
  value: string | undefined;
  change: (value: string | undefined) => void;
}) {
  const [typed, setTyped] = useState(value ?? "");
  const settle = useDebouncedCallback((text: string) => change(text.trim() || undefined), 300);
  return (
    <TextInput
      aria-label={label}
      placeholder={label}
      w={{ base: "100%", xs: 230 }}
      value={typed}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        settle(currentTarget.value);
      }}
    />
  );
}

const saySubject = ({ subject, subjectId }: Entry) => (subjectId === null ? subject : `${subject} ${subjectId}`);
const dayAfter = (date: string) => new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
