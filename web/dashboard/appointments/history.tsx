import { Stack, Text, Timeline } from "@mantine/core";
import { listAuditLog } from "../../../src/domain/identity/audit/operations.ts";
import type { Status } from "../../../src/domain/services/appointments/schema.ts";
import type { ItemOf } from "../../shared/api.ts";
import { fill, useSay, useTexts } from "../../shared/locale.ts";
import { useAsk } from "../parts/data.ts";
import { texts } from "./texts.ts";

/** Who did what to an appointment, the newest first. */
export function History({ id }: { id: number }) {
  const text = useTexts(texts);
  const say = useSay();
  const entries = useAsk(listAuditLog, { subject: "appointment", subjectId: String(id), limit: "20" });
  if (!entries.data?.items.length) return null;
  return (
    <Stack gap="xs">
      <Text fw={600}>{text.history}</Text>
      <Timeline bulletSize={10} lineWidth={2}>
        {entries.data.items.map((entry) => (
          <Timeline.Item key={entry.id} title={whatHappened(entry, text, say)}>
            <Text size="sm" c="dimmed">
              {`${say.dateTime(entry.createdAt)} · ${entry.actor.name}`}
            </Text>
          </Timeline.Item>
        ))}
      </Timeline>
    </Stack>
  );
}

function whatHappened(
  { before, changes }: ItemOf<typeof listAuditLog>,
  text: (typeof texts)["en"],
  say: ReturnType<typeof useSay>,
) {
  if (before === null) return text.created;
  const status = changes.status?.after as Status | undefined;
  if (status && status in text.statuses) return text.statuses[status];
  const start = (changes.startTime ?? changes.startsAt)?.after;
  return typeof start === "string" ? fill(text.movedTo, { when: say.dateTime(start) }) : text.changed;
}
