import { Anchor, Divider, Drawer, Group, Stack, Text, Title } from "@mantine/core";
import { IconMapPin, IconVideo } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { getBooking } from "../../../src/domain/scheduling/bookings/operations.ts";
import type { Answer } from "../../shared/api.ts";
import { fill, sayIn, useClock, useLocale, useSay, useTexts } from "../../shared/locale.ts";
import { useAddress } from "../parts/address.ts";
import { useAsk } from "../parts/data.ts";
import { Failed, Waiting } from "../parts/states.tsx";
import { StatusBadge } from "../parts/status.tsx";
import { words } from "../parts/words.ts";
import { Actions } from "./actions.tsx";
import { Answers, WhyThisHost } from "./answers.tsx";
import { Attendees } from "./attendees.tsx";
import { HistoryLines } from "./history.tsx";
import { Note } from "./note.tsx";
import { usePlace } from "./place.ts";
import { statusOf } from "./status.ts";
import { texts } from "./texts.ts";

export type FullBooking = Answer<typeof getBooking>;

/** Everything about one booking, beside the list. `uid` may be its id as well. */
export function BookingDrawer({ uid, close }: { uid: string | null; close: () => void }) {
  const text = useTexts(words);
  const found = useAsk(getBooking, uid ? { uid } : null);
  // While the next one is fetched, the last one is still there.
  const booking = found.data && (found.data.uid === uid || String(found.data.id) === uid) ? found.data : null;
  return (
    <Drawer
      opened={uid !== null}
      onClose={close}
      position="right"
      size={520}
      title={booking?.title ?? "…"}
      closeButtonProps={{ "aria-label": text.close }}
      styles={{ title: { fontWeight: 600, overflowWrap: "anywhere" } }}
    >
      {found.error ? (
        <Failed error={found.error} again={() => void found.refetch()} />
      ) : booking ? (
        <Details key={booking.uid} booking={booking} />
      ) : (
        uid && <Waiting />
      )}
    </Drawer>
  );
}

function Details({ booking }: { booking: FullBooking }) {
  const text = useTexts(texts);
  return (
    <Stack gap="md">
      <When booking={booking} />
      <Actions booking={booking} />
      <Divider />
      <Part title={text.attendees}>
        <Attendees booking={booking} />
      </Part>
      <Answers booking={booking} />
      <Part title={text.host}>
        {booking.hosts.map(({ id, name }) => (
          <Text key={id}>{name}</Text>
        ))}
        {booking.hostNoShow && <Text c="red">{text.hostMissing}</Text>}
        <WhyThisHost booking={booking} />
      </Part>
      {booking.description && (
        <Part title={text.description}>
          <Text style={{ whiteSpace: "pre-line" }}>{booking.description}</Text>
        </Part>
      )}
      <Note booking={booking} />
      <Part title={text.history}>
        <HistoryLines booking={booking} />
      </Part>
      <Text size="sm" c="dimmed">
        {text.reference}: {booking.uid}
      </Text>
    </Stack>
  );
}

export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <Title order={3} mb={6}>
        {title}
      </Title>
      {children}
    </section>
  );
}

/** When, where, how it stands, what it costs. */
function When({ booking }: { booking: FullBooking }) {
  const text = useTexts(texts);
  const say = useSay();
  const placeOf = usePlace();
  const elsewhere = useTheirTime(booking);
  return (
    <Stack gap={6}>
      <Group gap="xs">
        <Text fw={600} className="figures">
          {say.date(booking.startTime)}, {say.range(booking.startTime, booking.endTime)}
        </Text>
        <StatusBadge status={statusOf(booking)} />
      </Group>
      {elsewhere && (
        <Text size="sm" c="dimmed">
          {elsewhere}
        </Text>
      )}
      <Group gap={6}>
        {booking.meetingUrl ? <IconVideo size={16} aria-hidden /> : <IconMapPin size={16} aria-hidden />}
        <Text>{placeOf(booking)}</Text>
        {booking.meetingUrl && (
          <Anchor href={booking.meetingUrl} target="_blank" rel="noreferrer">
            {text.join}
          </Anchor>
        )}
      </Group>
      {booking.price > 0 && (
        <Text>
          {text.price}: {say.money(booking.price, booking.currency)}, {booking.paid ? text.paid : text.unpaid}
        </Text>
      )}
      {booking.seats !== null && (
        <Text>{fill(text.seats, { left: booking.seatsLeft ?? 0, seats: booking.seats })}</Text>
      )}
      <Circumstances booking={booking} />
    </Stack>
  );
}

/** The attendee's own clock, where it shows another time than ours. */
function useTheirTime({ startTime, endTime, timeZone }: FullBooking): string | null {
  const text = useTexts(texts);
  const say = useSay();
  // Their zone, in the reader's way of writing times.
  const clock = useClock();
  const theirs = sayIn(useLocale(), { ...clock, timeZone });
  if (theirs.dateTime(startTime) === say.dateTime(startTime)) return null;
  return fill(text.zone, { zone: theirs.zone, time: `${theirs.date(startTime)}, ${theirs.range(startTime, endTime)}` });
}

/** Why it was moved, cancelled or rejected; the series it belongs to. */
function Circumstances({ booking }: { booking: FullBooking }) {
  const text = useTexts(texts);
  const say = useSay();
  const [, setAddress] = useAddress();
  const { status, cancelledBy, cancellationReason, rejectionReason, rescheduledBy, rescheduleReason } = booking;
  const lines = [
    status === "cancelled" &&
      fill(text.reasonGiven, { name: cancelledBy ?? "Schedly", reason: cancellationReason ?? "–" }),
    status === "rejected" && fill(text.rejectedBecause, { reason: rejectionReason ?? "–" }),
    rescheduleReason && fill(text.movedBecause, { name: rescheduledBy ?? "Schedly", reason: rescheduleReason }),
    booking.expiresAt && fill(text.expires, { when: say.dateTime(booking.expiresAt) }),
  ].filter((line): line is string => typeof line === "string");
  return (
    <>
      {lines.map((line) => (
        <Text key={line} size="sm">
          {line}
        </Text>
      ))}
      {booking.recurringEventId && (
        <Group gap="xs">
          <Text size="sm">{text.seriesOf}</Text>
          <Anchor
            component="button"
            type="button"
            size="sm"
            onClick={() => setAddress({ series: booking.recurringEventId!, tab: "recurring", uid: undefined })}
          >
            {text.seriesAll}
          </Anchor>
        </Group>
      )}
    </>
  );
}
