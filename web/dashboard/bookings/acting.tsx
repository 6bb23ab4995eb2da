import { Checkbox, Select, Stack, TagsInput, Textarea, Title } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { ReactNode } from "react";
import { listAllMembers } from "../../../src/domain/accounts/members/operations.ts";
import {
  confirmBooking,
  reassignBookingOperation,
  rejectBooking,
} from "../../../src/domain/scheduling/bookings/operations.ts";
import {
  addBookingGuests,
  cancelBookingOperation,
} from "../../../src/domain/scheduling/bookings/visitor-operations.ts";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { type Deed, useAsk, useDo } from "../parts/data.ts";
import { FormEnd, useRecordForm } from "../parts/form.tsx";
import type { FullBooking } from "./drawer.tsx";
import { acting } from "./texts-acting.ts";

export type FormProps = { booking: FullBooking; close: () => void };
const alsoChanges = ["insights", "slots"];

export function ConfirmForm({ booking, close }: FormProps) {
  const text = useTexts(acting);
  const confirm = useDo(confirmBooking, { alsoChanges });
  const record = useRecordForm({ allRemaining: false }, (values) => confirm.deed({ uid: booking.uid, ...values }), {
    done: close,
  });
  return (
    <Acting title={text.confirm} {...record} close={close}>
      <WholeSeries booking={booking} form={record.form} label={text.allRequests} />
    </Acting>
  );
}

export function RejectForm(props: FormProps) {
  const text = useTexts(acting);
  const reject = useDo(rejectBooking, { alsoChanges });
  return <WithReason {...props} title={text.reject} whole={text.allRequests} deed={reject.deed} />;
}

export function CancelForm(props: FormProps) {
  const text = useTexts(acting);
  const cancel = useDo(cancelBookingOperation, { alsoChanges });
  return <WithReason {...props} title={text.cancelBooking} whole={text.allRemaining} deed={cancel.deed} />;
}

type Sent = { uid: string; reason: string | undefined; allRemaining: boolean };
/** Asks why; `whole`: what to tick for the rest of its series. */
function WithReason({
  booking,
  close,
  title,
  whole,
  deed,
}: FormProps & { title: string; whole: string; deed: (sent: Sent) => Deed }) {
  const text = useTexts(acting);
  const record = useRecordForm(
    { reason: "", allRemaining: false },
    ({ reason, allRemaining }) => deed({ uid: booking.uid, reason: reason || undefined, allRemaining }),
    { done: close },
  );
  return (
    <Acting title={title} {...record} close={close}>
      <Textarea
        label={text.reason}
        description={text.reasonHint}
        autosize
        minRows={2}
        data-autofocus
        {...record.form.getInputProps("reason")}
      />
      <WholeSeries booking={booking} form={record.form} label={whole} />
    </Acting>
  );
}

export function GuestsForm({ booking, close }: FormProps) {
  const text = useTexts(acting);
  const add = useDo(addBookingGuests);
  const record = useRecordForm({ guests: [] as string[] }, ({ guests }) => add.deed({ uid: booking.uid, guests }), {
    done: close,
  });
  return (
    <Acting title={text.addGuests} {...record} close={close}>
      <TagsInput
        label={text.guests}
        description={text.guestsHint}
        type="email"
        data-autofocus
        required
        {...record.form.getInputProps("guests")}
      />
    </Acting>
  );
}

export function ReassignForm({ booking, close }: FormProps) {
  const text = useTexts(acting);
  const { may } = useSession();
  const reassign = useDo(reassignBookingOperation, { alsoChanges });
  const members = useAsk(listAllMembers, may("members:read") ? { limit: "200" } : null);
  const record = useRecordForm(
    { userId: "", reason: "" },
    ({ userId, reason }) =>
      reassign.deed({
        uid: booking.uid,
        userId: userId ? Number(userId) : undefined,
        reason: reason || undefined,
      }),
    { done: close },
  );
  const others = (members.data?.items ?? []).filter(({ id }) => !booking.hosts.some((host) => host.id === id));
  return (
    <Acting title={text.assign} {...record} close={close}>
      <Select
        label={text.newHost}
        description={text.reassignHint}
        data={[
          { value: "", label: text.whoseTurn },
          ...others.map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
        allowDeselect={false}
        {...record.form.getInputProps("userId")}
      />
      <Textarea
        label={text.reason}
        description={text.reasonHint}
        autosize
        minRows={2}
        {...record.form.getInputProps("reason")}
      />
    </Acting>
  );
}

/** One action of a booking: what it asks, what was refused, and the button that does it. */
export function Acting<Values extends Record<string, unknown>>({
  title,
  form,
  refusal,
  sending,
  onSubmit,
  close,
  children,
}: ReturnType<typeof useRecordForm<Values>> & { title: string; close: () => void; children: ReactNode }) {
  return (
    <form onSubmit={onSubmit} noValidate aria-label={title}>
      <Stack gap="sm">
        <Title order={3}>{title}</Title>
        {children}
        <FormEnd form={form} refusal={refusal} sending={sending} cancel={close} label={title} />
      </Stack>
    </form>
  );
}

type Series = { allRemaining: boolean };
function WholeSeries<Values extends Series & Record<string, unknown>>({
  booking,
  form,
  label,
}: {
  booking: FullBooking;
  form: UseFormReturnType<Values>;
  label: string;
}) {
  if (!booking.recurringEventId) return null;
  return <Checkbox label={label} {...form.getInputProps("allRemaining", { type: "checkbox" })} />;
}
