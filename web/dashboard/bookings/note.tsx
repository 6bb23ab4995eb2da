import { Textarea } from "@mantine/core";
import { updateBooking } from "../../../src/domain/scheduling/bookings/operations.ts";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useDo } from "../parts/data.ts";
import { FormEnd, useRecordForm } from "../parts/form.tsx";
import type { FullBooking } from "./drawer.tsx";
import { texts } from "./texts.ts";

/** What the team should know, and the booker never reads. */
export function Note({ booking }: { booking: FullBooking }) {
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
      {(form.isDirty() || refusal) && <FormEnd form={form} refusal={refusal} sending={sending} cancel={form.reset} />}
    </form>
  );
}
