import { Box, Button, Checkbox, Group, Skeleton, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTexts } from "../../shared/locale.ts";
import type { useList } from "./data.ts";
import { type Bulk, Ticked, useTicked } from "./many.tsx";
import { Failed } from "./states.tsx";
import { words } from "./words.ts";

type Props<Item extends { id: number }> = {
  label: string;
  list: Omit<ReturnType<typeof useList>, "items" | "total"> & { items: Item[] };
  empty: { title: string; text: string; action?: ReactNode };
  children: (item: Item) => ReactNode;
  /** With it, records can be ticked; `nameOf` is what a screen reader calls them. */
  bulk?: { nameOf: (item: Item) => string; actions: Bulk<Item> } | false;
};

/** A short list, one block each: what a table would crowd on a phone. `children` draws one, best as a `Row`. */
export function Rows<Item extends { id: number }>({ label, list, empty, children, bulk = false }: Props<Item>) {
  const { more } = useTexts(words);
  const { ticked, keep } = useTicked(list.items);
  if (list.error && list.items.length === 0) return <Failed error={list.error} again={list.again} />;
  if (list.loading) {
    return (
      <Stack gap="xs" aria-busy="true">
        {[1, 2, 3].map((one) => (
          <Skeleton key={one} h={56} />
        ))}
      </Stack>
    );
  }
  if (list.items.length === 0) {
    return (
      <Stack className="rows" align="center" gap={4} px="md" py="lg">
        <Text fw={600} ta="center">
          {empty.title}
        </Text>
        <Text c="dimmed" size="sm" ta="center" maw={420}>
          {empty.text}
        </Text>
        {empty.action && <Box mt="xs">{empty.action}</Box>}
      </Stack>
    );
  }
  return (
    <Stack gap="xs">
      {bulk && <Ticked bulk={bulk.actions} ticked={ticked} keep={keep} />}
      <ul className="rows" aria-label={label}>
        {list.items.map((item) => (
          <li key={item.id}>
            {bulk ? (
              <Group wrap="nowrap" gap={0} align="flex-start">
                <Checkbox
                  aria-label={bulk.nameOf(item)}
                  pt={14}
                  pl="md"
                  checked={ticked.includes(item)}
                  onChange={() =>
                    keep(ticked.includes(item) ? ticked.filter((one) => one !== item) : [...ticked, item])
                  }
                />
                <Box style={{ flex: 1, minWidth: 0 }}>{children(item)}</Box>
              </Group>
            ) : (
              children(item)
            )}
          </li>
        ))}
      </ul>
      {list.hasMore && (
        <Group justify="center">
          <Button variant="default" loading={list.refreshing} onClick={list.more}>
            {more}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

/** What identifies it first, what else there is to know below, and what can be done with it at the end. */
export function Row({
  title,
  badges,
  children,
  actions,
}: {
  title: ReactNode;
  badges?: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <Group justify="space-between" align="flex-start" gap="sm" py="sm" px="md">
      <Box miw={0} style={{ flex: "1 1 220px" }}>
        <Group gap="xs">
          <Text component="div" fw={600} style={{ overflowWrap: "anywhere" }}>
            {title}
          </Text>
          {badges}
        </Group>
        <Text component="div" size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
          {children}
        </Text>
      </Box>
      {actions && <Group gap="xs">{actions}</Group>}
    </Group>
  );
}
