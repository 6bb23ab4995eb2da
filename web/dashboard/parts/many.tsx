import { Alert, Button, Group, List, Stack, Text, Textarea } from "@mantine/core";
import { modals } from "@mantine/modals";
import { type ReactNode, useState } from "react";
import { fill, useTexts } from "../../shared/locale.ts";
import { useEach } from "./each.ts";
import { words } from "./words.ts";

/** What can be done with the records that are ticked. `keep` says which of them stay so. */
export type Bulk<Item> = (ticked: Item[], keep: (items: Item[]) => void) => ReactNode;

/** Which records of a list are ticked: by their ids, so that each is as it was last read, and none that is not shown. */
export function useTicked<Item extends { id: number }>(items: Item[]) {
  const [ids, setIds] = useState<number[]>([]);
  const ticked = items.filter(({ id }) => ids.includes(id));
  return { ticked, keep: (those: Item[]) => setIds(those.map(({ id }) => id)) };
}

/** Says how many are ticked, with what can be done with them. */
export function Ticked<Item>({
  bulk,
  ticked,
  keep,
}: {
  bulk: Bulk<Item> | false;
  ticked: Item[];
  keep: (items: Item[]) => void;
}) {
  const text = useTexts(words);
  if (!bulk || ticked.length === 0) return null;
  return (
    <Alert variant="light" py="xs" style={alongside}>
      <Group gap="sm">
        <Text fw={600}>{fill(text.selected, { count: ticked.length })}</Text>
        {bulk(ticked, keep)}
      </Group>
    </Alert>
  );
}

/** Stays in sight, however far down one ticks. */
const alongside = {
  position: "sticky",
  top: "calc(var(--app-shell-header-height, 0px) + 8px)",
  zIndex: 3,
  background: "color-mix(in srgb, var(--mantine-primary-color-filled) 14%, var(--mantine-color-body))",
} as const;

export type Deed<Item> = {
  label: string;
  act: (item: Item, reason: string | undefined) => Promise<unknown>;
  /** Those it can be done with; without it, all. The others stay as they are. */
  fits?: (item: Item) => boolean;
  /** Asks before, with what there is to know, and with a field for the reason where that has a label. */
  asks?: { text?: string; reason?: string };
  /** Not to be pressed by mistake. */
  grave?: boolean;
};

/** A button for each deed that some of the ticked records allow; with how many, where that is not all of them. */
export function Many<Item extends { id: number }>({
  ticked,
  keep,
  nameOf,
  changes,
  deeds,
}: {
  ticked: Item[];
  keep: (items: Item[]) => void;
  nameOf: (item: Item) => string;
  changes: string[];
  deeds: Deed<Item>[];
}) {
  const text = useTexts(words);
  const { busy, each } = useEach({ keep, nameOf, changes });
  function begin({ label, act, asks, grave }: Deed<Item>, those: Item[]) {
    const go = (reason?: string) => void each(those, (item) => act(item, reason));
    if (!asks) return go();
    modals.open({
      title:
        those.length === 1
          ? fill(text.askOne, { what: label, name: nameOf(those[0]!) })
          : fill(text.askMany, { what: label, count: those.length }),
      closeButtonProps: { "aria-label": text.close },
      children: (
        <Asking names={those.length === 1 ? [] : those.map(nameOf)} label={label} grave={grave} {...asks} go={go} />
      ),
    });
  }
  return deeds.map((deed) => {
    const those = deed.fits ? ticked.filter(deed.fits) : ticked;
    if (those.length === 0) return null;
    return (
      <Button
        key={deed.label}
        size="xs"
        variant={deed.grave ? "light" : "filled"}
        {...(deed.grave ? { color: "red" } : {})}
        disabled={busy}
        onClick={() => begin(deed, those)}
      >
        {those.length < ticked.length ? `${deed.label} (${those.length})` : deed.label}
      </Button>
    );
  });
}

const mostNames = 8;

/** Names those it is about before it is done; one alone is in the title. */
function Asking({
  names,
  label,
  grave = false,
  text,
  reason: reasonLabel,
  go,
}: {
  names: string[];
  label: string;
  grave: boolean | undefined;
  text?: string;
  reason?: string;
  go: (reason?: string) => void;
}) {
  const common = useTexts(words);
  const [reason, setReason] = useState("");
  const rest = names.length - mostNames;
  return (
    <Stack gap="sm">
      {names.length > 0 && (
        <List size="sm">
          {names.slice(0, mostNames).map((name, place) => (
            <List.Item key={`${place} ${name}`}>{name}</List.Item>
          ))}
        </List>
      )}
      {rest > 0 && <Text size="sm">{fill(common.andMore, { count: rest })}</Text>}
      {text && <Text size="sm">{text}</Text>}
      {reasonLabel && (
        <Textarea
          data-autofocus
          label={reasonLabel}
          autosize
          minRows={2}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={() => modals.closeAll()}>
          {common.back}
        </Button>
        <Button
          {...(grave ? { color: "red" } : {})}
          onClick={() => {
            modals.closeAll();
            go(reason || undefined);
          }}
        >
          {label}
        </Button>
      </Group>
    </Stack>
  );
}
