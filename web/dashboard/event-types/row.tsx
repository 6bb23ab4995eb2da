import { ActionIcon, Anchor, Badge, Box, Group, Menu, Paper, Switch, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconCopy, IconDots, IconExternalLink, IconLink, IconTrash } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import {
  deleteEventType,
  duplicateOneEventType,
  type listEventTypes,
  updateEventType,
} from "../../../src/domain/scheduling/event-types/operations.ts";
import type { ItemOf } from "../../shared/api.ts";
import { fill, useSay, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { copyText } from "../parts/clipboard.ts";
import { useDo } from "../parts/data.ts";
import { tellFailure, useConfirmDelete } from "../parts/form.tsx";
import { words } from "../parts/words.ts";
import { editorWords } from "./editor-texts.ts";
import { useLocked } from "./locked.tsx";
import { listWords } from "./texts.ts";

type Item = ItemOf<typeof listEventTypes>;

/** One event type: what it is, whether it can be booked, and what is done with it most. */
export function EventTypeRow({ eventType }: { eventType: Item }) {
  const { title, id, color, active, hidden, parentId, schedulingType } = eventType;
  const text = useTexts(listWords);
  const { may } = useSession();
  return (
    <Paper
      withBorder
      py="xs"
      pr="xs"
      pl="sm"
      style={{ borderLeft: `4px solid ${color ?? "var(--mantine-color-default-border)"}` }}
    >
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Box miw={0} style={{ flex: 1 }}>
          <Group gap={6}>
            <Anchor
              component={Link}
              to={`/event-types/${id}`}
              fw={600}
              c="var(--mantine-color-text)"
              style={{ overflowWrap: "anywhere" }}
            >
              {title}
            </Anchor>
            {!active && (
              <Badge variant="outline" color="gray" tt="none">
                {text.off}
              </Badge>
            )}
            {hidden && (
              <Badge variant="outline" color="gray" tt="none">
                {text.hidden}
              </Badge>
            )}
            {schedulingType && (
              <Badge variant="light" tt="none">
                {text[schedulingType]}
              </Badge>
            )}
            {parentId && (
              <Badge variant="light" color="gray" tt="none">
                {text.managedBy}
              </Badge>
            )}
          </Group>
          <Facts eventType={eventType} />
        </Box>
        <Group gap={4} wrap="nowrap">
          {may("event-types:write") && <OnOff eventType={eventType} />}
          <CopyLink eventType={eventType} />
          <More eventType={eventType} />
        </Group>
      </Group>
    </Paper>
  );
}

function Facts({ eventType: { length, lengthOptions, price, currency, link, bookings } }: { eventType: Item }) {
  const text = useTexts(listWords);
  const say = useSay();
  const facts = [
    fill(text.minutes, { lengths: (lengthOptions.length > 0 ? lengthOptions : [length]).join(", ") }),
    price > 0 ? say.money(price, currency) : "",
    bookings ? fill(text.bookings, { total: say.number(bookings.total), upcoming: say.number(bookings.upcoming) }) : "",
  ].filter(Boolean);
  return (
    <Text size="sm" c="dimmed" className="figures">
      {facts.join(" · ")}
      <Text span visibleFrom="md">
        {` · ${new URL(link).pathname}`}
      </Text>
    </Text>
  );
}

function OnOff({ eventType: { id, title, active, parentId } }: { eventType: Item }) {
  const text = useTexts(listWords);
  const { setByTeam } = useTexts(editorWords);
  const locked = useLocked({ parentId }).has("active");
  const common = useTexts(words);
  const update = useDo(updateEventType);
  const turn = (on: boolean) =>
    update
      .mutateAsync({ id: String(id), active: on })
      .then(() =>
        notifications.show({ message: fill(on ? text.switchedOn : text.switchedOff, { name: title }), color: "teal" }),
      )
      .catch(tellFailure(common.failed));
  return (
    <Switch
      aria-label={fill(text.active, { name: title })}
      checked={update.isPending ? (update.variables.active ?? active) : active}
      disabled={locked}
      {...(locked ? { title: setByTeam } : {})}
      onChange={({ currentTarget }) => void turn(currentTarget.checked)}
      size="md"
      mr={4}
    />
  );
}

/** Where it cannot be copied, the link itself is shown. */
const copyLink = (link: string, said: string) =>
  void copyText(link).then((done) => notifications.show({ message: done ? said : link, color: "teal" }));

function CopyLink({ eventType: { title, link } }: { eventType: Item }) {
  const text = useTexts(listWords);
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      visibleFrom="xs"
      aria-label={fill(text.copyLink, { name: title })}
      onClick={() => copyLink(link, text.linkCopied)}
    >
      <IconLink size={18} aria-hidden />
    </ActionIcon>
  );
}

function More({ eventType: { id, title, link, parentId } }: { eventType: Item }) {
  const text = useTexts(listWords);
  const common = useTexts(words);
  const { may } = useSession();
  const duplicate = useDo(duplicateOneEventType);
  const remove = useDo(deleteEventType);
  const confirmDelete = useConfirmDelete();
  const copyIt = () =>
    duplicate
      .mutateAsync({ id: String(id) })
      .then((copy) => notifications.show({ message: fill(text.duplicated, { name: copy.title }), color: "teal" }))
      .catch(tellFailure(common.failed));
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={fill(text.actionsFor, { name: title })}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component="a"
          href={link}
          target="_blank"
          rel="noreferrer"
          leftSection={<IconExternalLink size={16} aria-hidden />}
        >
          {text.view}
        </Menu.Item>
        <Menu.Item leftSection={<IconLink size={16} aria-hidden />} onClick={() => copyLink(link, text.linkCopied)}>
          {text.copyLinkShort}
        </Menu.Item>
        {may("event-types:write") && (
          <>
            <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={() => void copyIt()}>
              {text.duplicate}
            </Menu.Item>
            {parentId === null && (
              <Menu.Item
                color="red"
                leftSection={<IconTrash size={16} aria-hidden />}
                onClick={() => confirmDelete(title, () => remove.mutateAsync({ id: String(id) }))}
              >
                {common.delete}
              </Menu.Item>
            )}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
