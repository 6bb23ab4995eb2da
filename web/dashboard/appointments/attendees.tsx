import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { updateAppointment } from "../../../src/domain/services/appointments/operations.ts";
import { fill, useTexts } from "../../shared/locale.ts";
import { useDo } from "../parts/data.ts";
import { tellFailure } from "../parts/form.tsx";
import { words } from "../parts/words.ts";
import { type Answers, useAsked } from "./answers.tsx";
import { AttendeeRow } from "./attendee.tsx";
import type { Appointment } from "./form.tsx";
import { hasBegun } from "./status.tsx";
import { texts } from "./texts.ts";

type Status = "booked" | "no-show";
type Seat =
  | { customerId: number; name: string; status: Status; customFields?: Answers }
  | { name: string; email: string | null };

/** Who comes to a group session, who did not, and room for more. */
export function Attendees({ appointment, mayWrite }: { appointment: Appointment; mayWrite: boolean }) {
  const text = useTexts(texts);
  const { failed } = useTexts(words);
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const update = useDo(updateAppointment, { alsoChanges: ["customers", "availability", "audit"] });
  const asked = useAsked(String(appointment.serviceId));
  const present = appointment.attendees.filter(({ status }) => status !== "canceled");
  // Named as well: a family's seats are all of one customer.
  const seats: Seat[] = present.map(({ customerId, name, status }) => ({ customerId, name, status: status as Status }));
  const send = (attendees: Seat[]) =>
    update.mutateAsync({ id: String(appointment.id), attendees, options: { ifMatch: appointment.version } });
  const seat = (attendees: Seat[]) =>
    send(attendees).then(() => {
      setName("");
      setEmail("");
    }, tellFailure(failed));
  return (
    <Stack gap={6}>
      <Text fw={600}>{text.attendees}</Text>
      <Text size="sm" c="dimmed">
        {fill(text.seats, { left: appointment.seatsLeft ?? 0, all: appointment.capacity })}
      </Text>
      {present.map((one, index) => {
        const changed = (changes: object) => seats.with(index, { ...seats[index]!, ...changes });
        return (
          <AttendeeRow
            key={one.uid}
            attendee={one}
            asked={asked}
            mayWrite={mayWrite}
            turn={
              hasBegun(appointment.startTime) || one.status === "no-show"
                ? () => void seat(changed({ status: one.status === "no-show" ? "booked" : "no-show" }))
                : null
            }
            remove={() => void seat(seats.toSpliced(index, 1))}
            answer={(customFields) => send(changed({ customFields }))}
          />
        );
      })}
      {mayWrite && (appointment.seatsLeft ?? 0) > 0 && (
        <Group align="end" gap="xs">
          <TextInput label={text.name} value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <TextInput
            label={text.email}
            type="email"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <Button
            variant="default"
            disabled={!name.trim()}
            loading={update.isPending}
            onClick={() => void seat([...seats, { name, email: email || null }])}
          >
            {text.addAttendee}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
