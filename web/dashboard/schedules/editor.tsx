import { Alert, Anchor, Box, Group, Stack, Switch, TextInput } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import {
  createOwnSchedule,
  deleteOneSchedule,
  getSchedule,
  listAllSchedules,
  updateSchedule,
} from "../../../src/domain/scheduling/schedules/operations.ts";
import type { Answer } from "../../shared/api.ts";
import { useClock, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useRecordId } from "../parts/address.ts";
import { useAsRead } from "../parts/as-read.ts";
import { ZoneSelect } from "../parts/choices.tsx";
import { useAsk, useDo } from "../parts/data.ts";
import { FormEnd, useRecordForm } from "../parts/form.tsx";
import { type Hours, HoursEditor, hoursAreWrong, hoursLack } from "../parts/hours.tsx";
import { Page } from "../parts/page.tsx";
import { Failed, Waiting } from "../parts/states.tsx";
import { texts } from "./texts.ts";

type Schedule = Answer<typeof getSchedule>;

/** The weekly hours of one schedule, and the dates that differ. */
export default function SchedulePage() {
  const id = useRecordId();
  const isNew = id === "new";
  const found = useAsk(getSchedule, isNew ? null : { id });
  // A new one begins as what counted so far.
  const others = useAsk(listAllSchedules, isNew ? {} : null);
  const error = isNew ? others.error : found.error;
  const schedule = isNew ? null : found.data;
  if (error) return <Failed error={error} again={() => void (isNew ? others : found).refetch()} />;
  if (isNew ? !others.data : String(schedule?.id) !== id) return <Waiting />;
  const pattern = isNew
    ? (others.data?.items.find(({ isDefault }) => isDefault) ?? others.data?.items.at(-1))
    : undefined;
  return <Loaded key={id} schedule={schedule ?? null} pattern={pattern} />;
}

type LoadedProps = { schedule: Schedule | null; pattern: Schedule | undefined };

function Loaded({ schedule, pattern }: LoadedProps) {
  const [asRead, setDirty] = useAsRead(schedule);
  return <Editor key={asRead?.version} schedule={asRead} pattern={pattern} setDirty={setDirty} />;
}

const hoursFrom = (schedule: Pick<Schedule, "weekly" | "breaks" | "overrides"> | null | undefined): Hours => ({
  weekly: schedule?.weekly ?? [1, 2, 3, 4, 5].map((day) => ({ day, start: "09:00", end: "17:00" })),
  breaks: schedule?.breaks ?? [],
  overrides: schedule?.overrides ?? [],
});

function Editor({ schedule, pattern, setDirty }: LoadedProps & { setDirty: (dirty: boolean) => void }) {
  const text = useTexts(texts);
  const { may } = useSession();
  const { timeZone } = useClock();
  const navigate = useNavigate();
  const changes = { alsoChanges: ["me", "slots", "event-types"] };
  const create = useDo(createOwnSchedule, changes);
  const update = useDo(updateSchedule, changes);
  const remove = useDo(deleteOneSchedule, changes);
  const [initial] = useState(() => ({
    name: schedule?.name ?? text.newName,
    timeZone: (schedule ?? pattern)?.timeZone ?? timeZone,
    isDefault: schedule?.isDefault ?? false,
    hours: schedule ? hoursFrom(schedule) : { ...hoursFrom(pattern), overrides: [] },
  }));
  const { form, refusal, sending, onSubmit } = useRecordForm(initial, ({ hours, isDefault, ...fields }) => {
    // The default is changed by making another one it.
    const sent = { ...fields, ...hours, ...(isDefault ? { isDefault } : {}) };
    if (schedule) return update.deed({ id: String(schedule.id), ...sent, options: { ifMatch: schedule.version } });
    return create.deed(sent, ({ id }) => setTimeout(() => void navigate({ to: `/schedules/${id}`, replace: true })));
  });
  const dirty = form.isDirty();
  useEffect(() => setDirty(dirty), [dirty, setDirty]);
  const readOnly = !may("schedules:write");
  const wrong = hoursAreWrong(form.values.hours);
  return (
    <Page title={schedule ? schedule.name : text.add}>
      <Anchor component={Link} to="/schedules" size="sm" mt={-12}>
        <Group gap={4}>
          <IconArrowLeft size={14} aria-hidden />
          {text.back}
        </Group>
      </Anchor>
      <Box component="form" onSubmit={onSubmit} noValidate maw={720}>
        <Stack gap="md">
          <TextInput label={text.name} required readOnly={readOnly} {...form.getInputProps("name")} />
          <ZoneSelect label={text.zone} readOnly={readOnly} {...form.getInputProps("timeZone")} />
          {!schedule?.isDefault && (
            <Switch
              label={text.isDefault}
              disabled={readOnly}
              {...form.getInputProps("isDefault", { type: "checkbox" })}
            />
          )}
          <HoursEditor
            value={form.values.hours}
            onChange={(hours) => form.setFieldValue("hours", hours)}
            readOnly={readOnly}
          />
          {wrong && (
            <Alert color="red" variant="light" role="alert">
              {hoursLack(form.values.hours) ? text.lacking : text.overlap}
            </Alert>
          )}
          {!readOnly && (
            <FormEnd
              form={form}
              refusal={refusal}
              sending={sending}
              deletion={
                schedule && {
                  name: schedule.name,
                  run: () => remove.mutateAsync({ id: String(schedule.id), options: { ifMatch: schedule.version } }),
                  leave: () => void navigate({ to: "/schedules" }),
                }
              }
            />
          )}
        </Stack>
      </Box>
    </Page>
  );
}
