import { Anchor, Group, List, Stack, Text } from "@mantine/core";
import { Link, useSearch } from "@tanstack/react-router";
import { listAppointments } from "../../../src/domain/services/appointments/operations.ts";
import { useSay, useTexts } from "../../shared/locale.ts";
import { useAll } from "../parts/data.ts";
import { StatusBadge } from "./status.tsx";
import { texts } from "./texts.ts";

/** The other services that the customer booked for the same visit, each a link to its own appointment. */
export function VisitParts({ id, visitUid }: { id: number; visitUid: string }) {
  const text = useTexts(texts);
  const say = useSay();
  const search = useSearch({ strict: false }) as Record<string, string>;
  const others = (useAll(listAppointments, { visitUid }).data ?? []).filter((one) => one.id !== id);
  if (others.length === 0) return null;
  return (
    <Stack gap={4}>
      <Text size="sm" fw={600}>
        {text.sameVisit}
      </Text>
      <List listStyleType="none" size="sm">
        {others.map((one) => (
          <List.Item key={one.id}>
            <Group gap="xs">
              <Anchor component={Link} to="." search={{ ...search, id: String(one.id) } as never} size="sm">
                {`${one.service.name}, ${say.range(one.startTime, one.endTime)}`}
              </Anchor>
              <Text size="sm" c="dimmed">
                {one.employee?.name}
              </Text>
              {one.status !== "approved" && <StatusBadge status={one.status} />}
            </Group>
          </List.Item>
        ))}
      </List>
    </Stack>
  );
}
