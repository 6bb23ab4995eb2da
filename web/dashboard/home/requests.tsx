import { Anchor, Box, Button, Group, Skeleton, Stack, Text, Textarea } from "@mantine/core";
import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import { Link, useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import { acceptBooking, confirmBooking, rejectBooking } from "../../../src/domain/scheduling/bookings/operations.ts";
import { updateAppointment } from "../../../src/domain/services/appointments/operations.ts";
import { fill, useSay, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { acting } from "../bookings/texts-acting.ts";
import { Panel } from "../insights/chart-card.tsx";
import { useDo } from "../parts/data.ts";
import { tellFailure } from "../parts/form.tsx";
import { Failed } from "../parts/states.tsx";
import { words } from "../parts/words.ts";
import { EntryLink } from "./agenda.tsx";
import { type Entry, useRequests } from "./entries.ts";
import { texts } from "./texts.ts";

/** What waits for an answer, with the answer beside it. */
export function Requests({ today }: { today: string }) {
  const text = useTexts(texts);
  const { entries, total, loading, error, again } = useRequests(today);
  const all = total > entries.length || entries.length > 5;
  const rest = entries[0]?.kind ?? "appointment";
  return (
    <Panel
      title={`${text.requests}${total > 0 ? ` (${total})` : ""}`}
      action={
        all && (
          <Anchor
            component={Link}
            size="sm"
            to={rest === "booking" ? "/bookings" : "/appointments"}
            search={(rest === "booking" ? { tab: "unconfirmed" } : { status: "pending" }) as never}
          >
            {text.more}
          </Anchor>
        )
      }
    >
      {error && <Failed error={error} again={again} />}
      {loading ? (
        <Skeleton h={120} />
      ) : entries.length === 0 && !error ? (
        <Text c="dimmed">{text.noRequests}</Text>
      ) : (
        <Stack gap="sm" component="ul" m={0} p={0} style={{ listStyle: "none" }}>
          {entries.slice(0, 5).map((entry) => (
            <Request key={entry.key} entry={entry} />
          ))}
        </Stack>
      )}
    </Panel>
  );
}

function Request({ entry }: { entry: Entry }) {
  const text = useTexts(texts);
  const say = useSay();
  const { may } = useSession();
  const { answer, sending } = useAnswer(entry);
  const askReason = useReason();
  const { kind, status, who, title, start } = entry;
  const name = fill(text.requestOf, { title, name: who ?? "" });
  const answerable = may(kind === "booking" ? "bookings:write" : "appointments:write");
  return (
    <Group component="li" justify="space-between" gap="xs">
      <Box miw={0} style={{ flex: "1 1 160px" }}>
        <EntryLink entry={entry}>{who ?? title}</EntryLink>
        <Text size="sm">{say.dateTime(start)}</Text>
        <Text size="sm" c="dimmed">
          {title}
        </Text>
      </Box>
      {answerable && status === "awaiting_host" && <TakeIt uid={entry.uid} name={name} />}
      {answerable && status !== "awaiting_host" && (
        <Group gap={6} wrap="nowrap">
          <Button size="xs" loading={sending} aria-label={`${text.confirm}: ${name}`} onClick={() => answer(true)}>
            {text.confirm}
          </Button>
          <Button
            size="xs"
            variant="light"
            color="red"
            disabled={sending}
            aria-label={`${text.reject}: ${name}`}
            onClick={() => askReason(title, kind, (reason) => answer(false, reason))}
          >
            {text.reject}
          </Button>
        </Group>
      )}
    </Group>
  );
}

/** An instant meeting is whoever's takes it first. It begins at once, so its place is shown. */
function TakeIt({ uid, name }: { uid: string; name: string }) {
  const text = useTexts(acting);
  const navigate = useNavigate();
  const accept = useDo(acceptBooking, { alsoChanges: ["insights", "slots"] });
  const take = () =>
    void accept.mutateAsync({ uid }).then(() => {
      notifications.show({ message: text.accepted });
      return navigate({ to: "/bookings" as string, search: { uid } as never });
    }, tellFailure(text.busy));
  return (
    <Button size="xs" loading={accept.isPending} aria-label={`${text.accept}: ${name}`} onClick={take}>
      {text.accept}
    </Button>
  );
}

function useAnswer({ kind, uid, id, version }: Entry) {
  const text = useTexts(texts);
  const alsoChanges = ["insights", "slots"];
  const confirm = useDo(confirmBooking, { alsoChanges });
  const reject = useDo(rejectBooking, { alsoChanges });
  const update = useDo(updateAppointment, { alsoChanges: ["insights"] });
  const send = (yes: boolean, reason?: string): Promise<unknown> => {
    if (kind === "appointment")
      return update.mutateAsync({
        id: String(id),
        status: yes ? "approved" : "rejected",
        options: { ifMatch: version },
      });
    return yes ? confirm.mutateAsync({ uid }) : reject.mutateAsync({ uid, reason: reason || undefined });
  };
  // The second half of a double click comes before the button can show that it was pressed.
  const answered = useRef(false);
  return {
    sending: confirm.isPending || reject.isPending || update.isPending,
    answer: (yes: boolean, reason?: string) => {
      if (answered.current) return;
      answered.current = true;
      void send(yes, reason).then(
        () => notifications.show({ message: yes ? text.confirmed : text.rejected }),
        (error: unknown) => {
          answered.current = false;
          tellFailure(text.failed)(error);
        },
      );
    },
  };
}

/** Asks before it rejects; the booker of an event type reads why. */
function useReason() {
  const text = useTexts(acting);
  const { cancel } = useTexts(words);
  return (title: string, kind: Entry["kind"], reject: (reason: string) => void) => {
    let reason = "";
    modals.openConfirmModal({
      title: fill(text.rejectTitle, { title }),
      children: kind === "booking" && (
        <Textarea
          label={text.reason}
          description={text.reasonHint}
          autosize
          minRows={2}
          onChange={({ currentTarget }) => {
            reason = currentTarget.value;
          }}
        />
      ),
      labels: { confirm: text.reject, cancel },
      confirmProps: { color: "red" },
      onConfirm: () => reject(reason),
    });
  };
}
