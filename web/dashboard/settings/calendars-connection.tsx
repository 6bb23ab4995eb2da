import { Badge, Button, NativeSelect, SimpleGrid, Stack, Switch, Text } from "@mantine/core";
import {
  deleteConnection,
  type listConnections,
  syncConnection,
  updateConnection,
} from "../../../src/domain/connections/accounts/operations.ts";
import type { ItemOf } from "../../shared/api.ts";
import { fill, useSay, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useDo } from "../parts/data.ts";
import { tellFailure, useConfirmDelete } from "../parts/form.tsx";
import { Row } from "../parts/rows.tsx";
import { ToneBadge } from "../parts/tone.tsx";
import { words } from "../parts/words.ts";
import { calendarsTexts } from "./calendars-texts.ts";

type Account = ItemOf<typeof listConnections>;
type Calendar = Account["calendars"][number];
const tones = { connecting: "waiting", ok: "good", failing: "bad", disconnected: "off" } as const;
const providers = { ics: "ICS", caldav: "CalDAV", google: "Google", microsoft: "Microsoft", zoom: "Zoom" };

/** One account with its calendars, and what each is for. */
export function Connection({ connection }: { connection: Account }) {
  const text = useTexts(calendarsTexts);
  const common = useTexts(words);
  const say = useSay();
  const { may } = useSession();
  const sync = useDo(syncConnection);
  const remove = useDo(deleteConnection);
  const confirmDelete = useConfirmDelete();
  const { id, provider, account, status, mode, lastError, lastSyncedAt, calendars } = connection;
  return (
    <Stack gap={0}>
      <Row
        title={`${providers[provider]}: ${account}`}
        badges={
          <>
            <ToneBadge tone={tones[status]}>{text[status]}</ToneBadge>
            {mode === "sandbox" && (
              <Badge variant="default" tt="none">
                {text.sandbox}
              </Badge>
            )}
          </>
        }
        actions={
          may("calendars:write") && (
            <>
              <Button
                size="xs"
                variant="default"
                loading={sync.isPending}
                aria-label={`${text.sync}: ${account}`}
                onClick={() => void sync.mutateAsync({ id: String(id) }).catch(tellFailure(common.failed))}
              >
                {text.sync}
              </Button>
              <Button
                size="xs"
                variant="subtle"
                color="red"
                aria-label={`${text.disconnect}: ${account}`}
                onClick={() => confirmDelete(account, () => remove.mutateAsync({ id: String(id) }))}
              >
                {text.disconnect}
              </Button>
            </>
          )
        }
      >
        {lastSyncedAt && fill(text.synced, { when: say.ago(lastSyncedAt) })}
        {lastError && (
          <Text size="sm" c="red">
            {lastError}
          </Text>
        )}
      </Row>
      {calendars.map((calendar) => (
        <CalendarChoices key={calendar.id} connection={connection} calendar={calendar} />
      ))}
    </Stack>
  );
}

function CalendarChoices({ connection, calendar }: { connection: Account; calendar: Calendar }) {
  const text = useTexts(calendarsTexts);
  const common = useTexts(words);
  const { may } = useSession();
  const update = useDo(updateConnection);
  const { id, name, isBusy, isTarget, isWritable, onExternalChange, lastError } = calendar;
  const change = (changes: Partial<Pick<Calendar, "isBusy" | "isTarget" | "onExternalChange">>) =>
    void update
      .mutateAsync({
        id: String(connection.id),
        calendars: [{ id, ...changes }],
        options: { ifMatch: connection.version },
      })
      .catch(tellFailure(common.failed));
  const disabled = !may("calendars:write") || update.isPending;
  return (
    <Stack gap="xs" px="md" pb="md" component="section" aria-label={name}>
      <Text fw={500}>{name}</Text>
      {lastError && lastError !== connection.lastError && (
        <Text size="sm" c="red">
          {lastError}
        </Text>
      )}
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">
        <Switch
          label={text.busy}
          checked={isBusy}
          disabled={disabled}
          onChange={({ currentTarget }) => change({ isBusy: currentTarget.checked })}
        />
        {isWritable && (
          <Switch
            label={text.target}
            checked={isTarget}
            disabled={disabled}
            onChange={({ currentTarget }) => change({ isTarget: currentTarget.checked })}
          />
        )}
      </SimpleGrid>
      {isTarget && (
        <NativeSelect
          label={text.change}
          maw={360}
          value={onExternalChange}
          disabled={disabled}
          data={(["cancel", "ask", "ignore"] as const).map((value) => ({ value, label: text[value] }))}
          onChange={({ currentTarget }) =>
            change({ onExternalChange: currentTarget.value as Calendar["onExternalChange"] })
          }
        />
      )}
    </Stack>
  );
}
