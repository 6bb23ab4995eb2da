import { Textarea } from "@mantine/core";
import { useEffect, useState } from "react";
import { updateBooking } from "../../../src/domain/scheduling/bookings/operations.ts";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useDo } from "../parts/data.ts";
import { FormEnd, useRecordForm } from "../parts/form.tsx";
import type { FullBooking } from "./drawer.tsx";
import { texts } from "./texts.ts";

/** What the team should know, and the booker never reads. */
export function Note({ booking }: { booking: FullBooking }) {
  const [dirty, setDirty] = useState(false);
  // While something is typed another note takes no place here, nor lends its version: a colleague's would be
  // overwritten. What else changes in the booking meanwhile is no reason to refuse it.
  const [asRead, setAsRead] = useState(booking);
  if (asRead !== booking && (!dirty || asRead.internalNote === booking.internalNote)) setAsRead(booking);
  return <NoteForm key={asRead.internalNote} booking={asRead} setDirty={setDirty} />;
}

function NoteForm({ booking, setDirty }: { booking: FullBooking; setDirty: (dirty: boolean) => void }) {
  const text = useTexts(texts);
  const mayWrite = useSession().may("bookings:write");
  const update = useDo(updateBooking);
  const { form, refusal, sending, onSubmit } = useRecordForm(
    { internalNote: booking.internalNote ?? "" },
    ({ internalNote }) =>
      update.deed({
        id: String(booking.id),
        internalNote: internalNote || null,
        options: { ifMatch: booking.version },
      }),
  );
  const dirty = form.isDirty();
  useEffect(() => setDirty(dirty), [dirty, setDirty]);
  return (
    <form onSubmit={onSubmit}>
      <Textarea
        label={text.note}
        description={text.noteHint}
        autosize
        minRows={2}
        readOnly={!mayWrite}
        {...form.getInputProps("internalNote")}
      />
      {(dirty || refusal) && <FormEnd form={form} refusal={refusal} sending={sending} cancel={form.reset} />}
    </form>
  );
}
