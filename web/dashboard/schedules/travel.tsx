import { ActionIcon, Box, Button, Group, Paper, SimpleGrid, Stack, Text } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { getMe, updateMe } from "../../../src/domain/scheduling/me/operations.ts";
import type { Answer } from "../../shared/api.ts";
import { fill, useClock, useTexts } from "../../shared/locale.ts";
import { ZoneSelect } from "../parts/choices.tsx";
import { useAsk, useDo } from "../parts/data.ts";
import { DayInput } from "../parts/day.tsx";
import { FormEnd, useRecordForm } from "../parts/form.tsx";
import { newKey } from "../parts/questions-model.ts";
import { Failed, Waiting } from "../parts/states.tsx";
import { words } from "../parts/words.ts";
import { wallTimeAt } from "../parts/zoned.ts";
import { texts } from "./texts.ts";

type Trip = Answer<typeof getMe>["travelSchedules"][number];
type Edited = Trip & { key: string };

/** Where one is when: hours are read on the clock there. */
export function Travel() {
  const me = useAsk(getMe, {});
  if (me.error) return <Failed error={me.error} again={() => void me.refetch()} />;
  if (!me.data) return <Waiting />;
  return <Trips key={JSON.stringify(me.data.travelSchedules)} trips={me.data.travelSchedules} />;
}

function Trips({ trips }: { trips: Trip[] }) {
  const text = useTexts(texts);
  const { timeZone } = useClock();
  const update = useDo(updateMe, { alsoChanges: ["slots", "schedules"] });
  const { form, refusal, sending, onSubmit } = useRecordForm(
    { travelSchedules: trips.map((trip): Edited => ({ ...trip, key: newKey() })) },
    ({ travelSchedules }) => update.deed({ travelSchedules: travelSchedules.map(({ key: _, ...trip }) => trip) }),
  );
  const edited = form.values.travelSchedules;
  const set = (changed: Edited[]) => form.setFieldValue("travelSchedules", changed);
  const add = () =>
    set([
      ...edited,
      {
        key: newKey(),
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        startDate: wallTimeAt(timeZone, new Date().toISOString()).slice(0, 10),
        endDate: null,
      },
    ]);
  return (
    <Box component="form" onSubmit={onSubmit} noValidate maw={720}>
      <Stack gap="md">
        <Text c="dimmed">{text.travelText}</Text>
        {edited.length === 0 && <Text>{text.noTrips}</Text>}
        {edited.map((trip, index) => (
          <TripFields
            key={trip.key}
            trip={trip}
            number={index + 1}
            put={(changed) => set(edited.with(index, { ...trip, ...changed }))}
            remove={() => set(edited.toSpliced(index, 1))}
            error={(part) => form.errors[`travelSchedules.${index}.${part}`]}
          />
        ))}
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={add}
          style={{ alignSelf: "flex-start" }}
        >
          {text.addTrip}
        </Button>
        {(edited.length > 0 || form.isDirty()) && <FormEnd form={form} refusal={refusal} sending={sending} />}
      </Stack>
    </Box>
  );
}

function TripFields({
  trip,
  number,
  put,
  remove,
  error,
}: {
  trip: Trip;
  number: number;
  put: (changes: Partial<Trip>) => void;
  remove: () => void;
  error: (part: string) => ReactNode;
}) {
  const text = useTexts(texts);
  const { none } = useTexts(words);
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <SimpleGrid cols={{ base: 1, xs: 3 }} style={{ flex: 1 }}>
          <ZoneSelect
            label={text.tripZone}
            value={trip.timeZone}
            error={error("timeZone")}
            onChange={(timeZone) => timeZone && put({ timeZone })}
          />
          <DayInput
            label={text.from}
            value={trip.startDate}
            error={error("startDate")}
            onChange={(startDate) => startDate && put({ startDate })}
          />
          <DayInput
            label={text.to}
            placeholder={text.forGood}
            clearable
            clearButtonProps={{ "aria-label": none }}
            value={trip.endDate}
            error={error("endDate")}
            onChange={(endDate) => put({ endDate })}
          />
        </SimpleGrid>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={fill(text.removeTrip, { count: number })}
          onClick={remove}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </Group>
    </Paper>
  );
}
