import { Group, Stack, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import type { ReactNode } from "react";

/** One page of the dashboard: its title, one primary action, and what it is about. */
export function Page({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  useDocumentTitle(`${title} · Schedly`);
  return (
    <Stack gap="md">
      <Group justify="space-between" wrap="wrap">
        <Title order={1}>{title}</Title>
        {action}
      </Group>
      {children}
    </Stack>
  );
}
