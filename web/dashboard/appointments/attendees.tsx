import { ActionIcon, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { IconUserCheck, IconUserOff, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { updateAppointment } from "../../../src/domain/services/appointments/operations.ts";
import { fill, useTexts } from "../../shared/locale.ts";
import { useDo } from "../parts/data.ts";
import { tellFailure } from "../parts/form.tsx";
import { words } from "../parts/words.ts";
import { ToldAnswers } from "./answers.tsx";
import type { Appointment } from "./form.tsx";
import { texts } from "./texts.ts";

type Seat = { customerId: number; status: "booked" | "no-show" } | { name: string; email: string | null };

/** Who comes to a group session, who did not, and room for more. */
export function Attendees({ appointment, mayWrite }: { appointment: Appointment; mayWrite: boolean }) {
  const text = useTexts(texts);
  const { failed } = useTexts(words);
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const update = useDo(updateAppointment, { alsoChanges: ["customers", "availability"] });
  const present = appointment.attendees.filter(({ status }) => status !== "canceled");
  const seats: Seat[] = present.map(({ customerId, status }) => ({
    customerId,
    status: status as "booked" | "no-show",
  }));
  const seat = (attendees: Seat[]) =>
    update
      .mutateAsync({ id: String(appointment.id), attendees, options: { ifMatch: appointment.version } })
      .then(() => {
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
        const missed = one.status === "no-show";
        const others = seats.filter((_, position) => position !== index);
        const turned: Seat = { customerId: one.customerId, status: missed ? "booked" : "no-show" };
        return (
          <Stack key={one.uid} gap={2}>
            <Group justify="space-between" wrap="nowrap">
              <Text truncate c={missed ? "red" : undefined} td={missed ? "line-through" : undefined}>
                {one.name}
              </Text>
              {mayWrite && (
                <Group gap={4} wrap="nowrap">
                  <ActionIcon
                    variant="subtle"
                    aria-label={fill(missed ? text.came : text.didNotCome, { name: one.name })}
                    onClick={() => void seat([...others, turned])}
                  >
                    {missed ? <IconUserCheck size={16} aria-hidden /> : <IconUserOff size={16} aria-hidden />}
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    color="red"
                    aria-label={fill(text.remove, { name: one.name })}
                    onClick={() => void seat(others)}
                  >
                    <IconX size={16} aria-hidden />
                  </ActionIcon>
                </Group>
              )}
            </Group>
            <ToldAnswers answers={one.customFields} />
          </Stack>
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
