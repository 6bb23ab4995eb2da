import { ActionIcon, Anchor, Badge, Group, Menu, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconDots } from "@tabler/icons-react";
import { markBookingNoShow } from "../../../src/domain/scheduling/bookings/operations.ts";
import { cancelBookingOperation } from "../../../src/domain/scheduling/bookings/visitor-operations.ts";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useDo } from "../parts/data.ts";
import { tellFailure } from "../parts/form.tsx";
import { StatusBadge } from "../parts/status.tsx";
import { words } from "../parts/words.ts";
import type { FullBooking } from "./drawer.tsx";
import { isOpen } from "./status.ts";
import { texts } from "./texts.ts";
import { acting } from "./texts-acting.ts";

type Attendee = FullBooking["attendees"][number];

/** Who comes, and who did not. */
export function Attendees({ booking }: { booking: FullBooking }) {
  const text = useTexts(texts);
  return (
    <Stack gap={8} component="ul" m={0} p={0} style={{ listStyle: "none" }}>
      {booking.attendees.map((attendee) => (
        <Group key={attendee.uid} component="li" justify="space-between" wrap="nowrap" align="flex-start">
          <div style={{ minWidth: 0 }}>
            <Group gap={6}>
              <Text fw={600}>{attendee.name}</Text>
              {attendee.guest && (
                <Badge variant="default" tt="none" fw={500}>
                  {text.guest}
                </Badge>
              )}
              {attendee.noShow && <StatusBadge status="no-show" />}
              {attendee.status === "cancelled" && <StatusBadge status="cancelled" />}
            </Group>
            <Text size="sm" style={{ overflowWrap: "anywhere" }}>
              <Anchor href={`mailto:${attendee.email}`}>{attendee.email}</Anchor>
              {attendee.phone && (
                <>
                  {" · "}
                  <Anchor href={`tel:${attendee.phone}`}>{attendee.phone}</Anchor>
                </>
              )}
            </Text>
          </div>
          <AttendeeMenu booking={booking} attendee={attendee} />
        </Group>
      ))}
    </Stack>
  );
}

function AttendeeMenu({ booking, attendee }: { booking: FullBooking; attendee: Attendee }) {
  const text = useTexts(acting);
  const { actions } = useTexts(words);
  const mark = useDo(markBookingNoShow, { alsoChanges: ["insights"] });
  const cancel = useDo(cancelBookingOperation, { alsoChanges: ["insights", "slots"] });
  const mayWrite = useSession().may("bookings:write");
  const begun = booking.status === "accepted" && Date.parse(booking.startTime) <= Date.now();
  const seat = booking.seats !== null;
  const leaves = isOpen(booking) && (seat || attendee.guest);
  if (!mayWrite || attendee.status === "cancelled" || (!begun && !leaves)) return null;
  const { uid } = booking;
  const say = (message: string) => () => notifications.show({ message });
  const { email, noShow } = attendee;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`${actions}: ${attendee.name}`}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {begun && (
          <Menu.Item
            onClick={() =>
              void mark
                .mutateAsync({ uid, attendees: [{ email, noShow: !noShow }] })
                .then(say(text.noted), tellFailure(text.busy))
            }
          >
            {noShow ? text.came : text.didNotCome}
          </Menu.Item>
        )}
        {leaves && (
          <Menu.Item
            color="red"
            onClick={() =>
              void cancel
                .mutateAsync({ uid, seatUid: attendee.uid })
                .then(say(seat ? text.seatGone : text.guestGone), tellFailure(text.busy))
            }
          >
            {seat ? text.cancelSeat : text.removeGuest}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
