import { Button, Collapse, Stack, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import type { ReactNode } from "react";

/** Unusual settings, folded away until somebody asks for them. */
export function Fold({ label, open = false, children }: { label: string; open?: boolean; children: ReactNode }) {
  const [opened, { toggle }] = useDisclosure(open);
  const Icon = opened ? IconChevronDown : IconChevronRight;
  return (
    <div>
      <Button
        variant="subtle"
        size="compact-sm"
        ml={-8}
        onClick={toggle}
        aria-expanded={opened}
        leftSection={<Icon size={16} aria-hidden />}
      >
        {label}
      </Button>
      <Collapse expanded={opened}>
        <Stack gap="sm" pt="xs">
          {children}
        </Stack>
      </Collapse>
    </div>
  );
}

/** A group of fields under one heading. */
export function Section({
  title,
  text,
  children,
  action,
}: {
  title: string;
  text?: string;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <Stack gap="sm" component="section" aria-label={title}>
      <Stack gap={2}>
        <Title order={2}>{title}</Title>
        {text && (
          <Text c="dimmed" size="sm">
            {text}
          </Text>
        )}
      </Stack>
      {children}
      {action}
    </Stack>
  );
}
