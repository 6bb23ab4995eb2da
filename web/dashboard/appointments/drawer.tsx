import { Divider, Drawer, Fieldset, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { getAppointment } from "../../../src/domain/services/appointments/operations.ts";
import { useSay, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAsk } from "../parts/data.ts";
import { Failed, Waiting } from "../parts/states.tsx";
import { words } from "../parts/words.ts";
import { Actions } from "./actions.tsx";
import { ToldAnswers } from "./answers.tsx";
import { Attendees } from "./attendees.tsx";
import { type Appointment, AppointmentForm } from "./form.tsx";
import { History } from "./history.tsx";
import { StatusBadge } from "./status.tsx";
import { texts } from "./texts.ts";
import { VisitParts } from "./visit.tsx";

/** One appointment beside the list or the calendar; "new" is one that is not there yet, null none. */
export function AppointmentDrawer({ id, close }: { id: string | null; close: () => void }) {
  const text = useTexts(texts);
  const { close: closeLabel } = useTexts(words);
  const known = id !== null && id !== "new";
  const { data, error, refetch } = useAsk(getAppointment, known ? { id } : null);
  // What another drawer showed before is not this one's.
  const appointment = data && String(data.id) === id ? data : null;
  return (
    <Drawer
      opened={id !== null}
      onClose={close}
      position="right"
      size="lg"
      title={known ? (appointment ? titleOf(appointment) : "…") : text.add}
      closeButtonProps={{ "aria-label": closeLabel }}
    >
      {error && known ? (
        <Failed error={error} again={() => void refetch()} />
      ) : known && !appointment ? (
        <Waiting />
      ) : (
        id !== null &&
        (appointment ? (
          <Known key={appointment.id} appointment={appointment} close={close} />
        ) : (
          <AppointmentForm key="new" appointment={null} close={close} />
        ))
      )}
    </Drawer>
  );
}

export const titleOf = ({
  customer,
  service,
  isGroupBooking,
}: Pick<Appointment, "customer" | "service" | "isGroupBooking">) =>
  customer && !isGroupBooking ? `${customer.name}, ${service.name}` : service.name;

function Known({ appointment, close }: { appointment: Appointment; close: () => void }) {
  const text = useTexts(texts);
  const say = useSay();
  const { may } = useSession();
  const mayWrite = may("appointments:write");
  const { id, status, startTime, endTime, price, currency, extras, isGroupBooking, cancellationReason, notes } =
    appointment;
  const open = status !== "canceled" && status !== "rejected";
  const [dirty, setDirty] = useState(false);
  // While something is typed the form keeps what it was read from: another version of it would take the typing along.
  const [asRead, setAsRead] = useState(appointment);
  if (!dirty && asRead !== appointment) setAsRead(appointment);
  return (
    <Stack gap="md">
      <Stack gap={4}>
        <Group justify="space-between">
          <Text className="figures">{`${say.date(startTime)}, ${say.range(startTime, endTime)}`}</Text>
          <StatusBadge status={status} />
        </Group>
        <Group justify="space-between">
          <Text c="dimmed">
            {[appointment.employee?.name ?? text.nobody, appointment.location?.name].filter(Boolean).join(" · ")}
          </Text>
          <Text className="figures" fw={600}>
            {say.money(price, currency)}
          </Text>
        </Group>
        {extras.length > 0 && <Text size="sm">{`${text.extras}: ${extras.map(({ name }) => name).join(", ")}`}</Text>}
        {cancellationReason && (
          <Text size="sm" c="dimmed">
            {cancellationReason}
          </Text>
        )}
      </Stack>
      <Fieldset variant="unstyled" disabled={dirty}>
        <Stack gap="md">
          {appointment.visitUid && <VisitParts id={id} visitUid={appointment.visitUid} />}
          {mayWrite && <Actions appointment={appointment} />}
          {isGroupBooking && <Attendees appointment={appointment} mayWrite={mayWrite} />}
        </Stack>
      </Fieldset>
      {dirty && (
        <Text size="sm" c="dimmed" role="status">
          {text.saveFirst}
        </Text>
      )}
      {mayWrite && open ? (
        <>
          <Divider />
          <AppointmentForm key={`${id} ${asRead.version}`} appointment={asRead} close={close} noteDirty={setDirty} />
        </>
      ) : (
        <>
          <ToldAnswers answers={appointment.customFields} />
          {notes && <Text>{notes}</Text>}
        </>
      )}
      {may("audit:read") && <History id={id} />}
    </Stack>
  );
}
