import { ActionIcon, Button, Group, Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconCalendarDown, IconDots, IconUserOff, IconUserPlus, IconUsers, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { acceptBooking, markBookingNoShow } from "../../../src/domain/scheduling/bookings/operations.ts";
import { getBookingCalendar } from "../../../src/domain/scheduling/notifications/operations.ts";
import { addressOf } from "../../shared/api.ts";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useDo } from "../parts/data.ts";
import { tellFailure } from "../parts/form.tsx";
import { words } from "../parts/words.ts";
import { CancelForm, ConfirmForm, GuestsForm, ReassignForm, RejectForm } from "./acting.tsx";
import type { FullBooking } from "./drawer.tsx";
import { RescheduleForm } from "./reschedule.tsx";
import { isOpen } from "./status.ts";
import { texts } from "./texts.ts";
import { acting } from "./texts-acting.ts";

const forms = {
  confirm: ConfirmForm,
  reject: RejectForm,
  reschedule: RescheduleForm,
  cancel: CancelForm,
  guests: GuestsForm,
  reassign: ReassignForm,
};
type Doing = keyof typeof forms;

/** What can be done with a booking as it stands. The form of what is being done takes the buttons' place. */
export function Actions({ booking }: { booking: FullBooking }) {
  const [doing, setDoing] = useState<Doing | null>(null);
  const mayWrite = useSession().may("bookings:write");
  if (doing && mayWrite) {
    const Form = forms[doing];
    return <Form booking={booking} close={() => setDoing(null)} />;
  }
  return (
    <Group gap="xs">
      {mayWrite && <MainActions booking={booking} start={setDoing} />}
      <MoreActions booking={booking} start={setDoing} mayWrite={mayWrite} />
    </Group>
  );
}

type Props = { booking: FullBooking; start: (doing: Doing) => void };

function MainActions({ booking, start }: Props) {
  const text = useTexts(acting);
  const accept = useDo(acceptBooking, { alsoChanges: ["insights"] });
  const take = () =>
    void accept
      .mutateAsync({ uid: booking.uid })
      .then(() => notifications.show({ message: text.accepted }), tellFailure(text.busy));
  return (
    <>
      {booking.status === "awaiting_host" && (
        <Button onClick={take} loading={accept.isPending}>
          {text.accept}
        </Button>
      )}
      {booking.status === "pending" && (
        <>
          <Button onClick={() => start("confirm")}>{text.confirm}</Button>
          <Button variant="light" color="red" onClick={() => start("reject")}>
            {text.reject}
          </Button>
        </>
      )}
      {isOpen(booking) && (
        <Button variant="default" onClick={() => start("reschedule")}>
          {text.reschedule}
        </Button>
      )}
    </>
  );
}

function MoreActions({ booking, start, mayWrite }: Props & { mayWrite: boolean }) {
  const text = useTexts(acting);
  const files = useTexts(texts);
  const { actions } = useTexts(words);
  const open = isOpen(booking) && mayWrite;
  const { uid, recurringEventId } = booking;
  const icon = { size: 16, "aria-hidden": true } as const;
  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label={actions}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {open && booking.seats === null && (
          <Menu.Item leftSection={<IconUserPlus {...icon} />} onClick={() => start("guests")}>
            {text.addGuests}
          </Menu.Item>
        )}
        {open && (
          <Menu.Item leftSection={<IconUsers {...icon} />} onClick={() => start("reassign")}>
            {text.reassign}
          </Menu.Item>
        )}
        {mayWrite && <HostNoShow booking={booking} />}
        <Menu.Item
          component="a"
          href={addressOf(getBookingCalendar, { uid })}
          download
          leftSection={<IconCalendarDown {...icon} />}
        >
          {files.calendarFile}
        </Menu.Item>
        {recurringEventId && (
          <Menu.Item
            component="a"
            href={addressOf(getBookingCalendar, { uid, series: "true" })}
            download
            leftSection={<IconCalendarDown {...icon} />}
          >
            {files.calendarSeries}
          </Menu.Item>
        )}
        {(open || (mayWrite && booking.status === "awaiting_host")) && (
          <Menu.Item color="red" leftSection={<IconX {...icon} />} onClick={() => start("cancel")}>
            {text.cancelBooking}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function HostNoShow({ booking }: { booking: FullBooking }) {
  const text = useTexts(acting);
  const mark = useDo(markBookingNoShow, { alsoChanges: ["insights"] });
  if (booking.status !== "accepted" || Date.parse(booking.startTime) > Date.now()) return null;
  const { uid, hostNoShow } = booking;
  return (
    <Menu.Item
      leftSection={<IconUserOff size={16} aria-hidden />}
      onClick={() =>
        void mark
          .mutateAsync({ uid, host: !hostNoShow })
          .then(() => notifications.show({ message: text.noted }), tellFailure(text.busy))
      }
    >
      {hostNoShow ? text.hostCame : text.hostDidNotCome}
    </Menu.Item>
  );
}
