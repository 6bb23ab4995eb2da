import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useEffect } from "react";
import {
  getEmployeeSchedule,
  updateEmployeeSchedule,
} from "../../../src/domain/services/employee-schedules/operations.ts";
import { listLocations } from "../../../src/domain/services/locations/operations.ts";
import type { Answer } from "../../shared/api.ts";
import { fill, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAsRead } from "../parts/as-read.ts";
import { useAll, useAsk, useDo } from "../parts/data.ts";
import { FormEnd, tellFailure, useRecordForm } from "../parts/form.tsx";
import { type Hours as EditedHours, HoursEditor, hoursAreWrong } from "../parts/hours.tsx";
import { Failed, Waiting } from "../parts/states.tsx";
import { words } from "../parts/words.ts";
import type { Employee } from "./drawer.tsx";
import { texts } from "./texts.ts";

/** When somebody works: their own hours, else the opening hours. */
export function EmployeeHours({ employee }: { employee: Employee }) {
  const schedule = useAsk(getEmployeeSchedule, { id: String(employee.id) });
  if (schedule.error) return <Failed error={schedule.error} again={() => void schedule.refetch()} />;
  const hours = schedule.data?.employeeId === employee.id ? schedule.data : null;
  if (!hours) return <Waiting />;
  return <Loaded employee={employee} hours={hours} />;
}

function Loaded({ employee, hours }: { employee: Employee; hours: Hours }) {
  const [asRead, setDirty] = useAsRead(hours);
  return <HoursForm key={asRead.version} employee={employee} hours={asRead} setDirty={setDirty} />;
}

type Hours = Answer<typeof getEmployeeSchedule>;

type FormProps = { employee: Employee; hours: Hours; setDirty: (dirty: boolean) => void };
function HoursForm({ employee, hours, setDirty }: FormProps) {
  const text = useTexts(texts);
  const { may } = useSession();
  const readOnly = !may("staff:write");
  const places = useAll(listLocations, may("locations:read") ? {} : null);
  const update = useDo(updateEmployeeSchedule);
  const { timeZone, weekly, breaks, overrides, version } = hours;
  const { form, refusal, sending, onSubmit } = useRecordForm(
    { hours: { weekly, breaks, overrides } as EditedHours },
    (values) => update.deed({ id: String(employee.id), ...values.hours, options: { ifMatch: version } }),
  );
  const dirty = form.isDirty();
  useEffect(() => setDirty(dirty), [dirty, setDirty]);
  const wrong = hoursAreWrong(form.values.hours);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        if (wrong) event.preventDefault();
        else onSubmit(event);
      }}
    >
      <Stack gap="md">
        <Whose employee={employee} hours={hours} readOnly={readOnly} left={() => setDirty(false)} />
        <Text size="sm" c="dimmed">
          {fill(text.zone, { zone: timeZone.replaceAll("_", " ") })}
        </Text>
        <HoursEditor
          value={form.values.hours}
          onChange={(hours) => form.setFieldValue("hours", hours)}
          places={places.data}
          readOnly={readOnly}
        />
        {wrong && (
          <Text c="red" size="sm">
            {text.wrong}
          </Text>
        )}
        {!readOnly && <FormEnd form={form} refusal={refusal} sending={sending} />}
      </Stack>
    </form>
  );
}

/** Whether the hours are somebody's own, and the way back to the opening hours. */
function Whose({
  employee: { id, name },
  hours: { inherited, version },
  readOnly,
  left,
}: {
  employee: Employee;
  hours: Hours;
  readOnly: boolean;
  /** Hears that the hours are the opening hours again, whatever was typed. */
  left: () => void;
}) {
  const text = useTexts(texts);
  const { failed } = useTexts(words);
  const update = useDo(updateEmployeeSchedule);
  if (inherited) {
    return (
      <Alert variant="light" title={text.inherited}>
        {fill(text.inheritedText, { name })}
      </Alert>
    );
  }
  return (
    <Group justify="space-between">
      <Text>{fill(text.own, { name })}</Text>
      {!readOnly && (
        <Button
          variant="default"
          size="xs"
          loading={update.isPending}
          onClick={() =>
            void update
              .mutateAsync({ id: String(id), inherit: true, options: { ifMatch: version } })
              .then(left)
              .catch(tellFailure(failed))
          }
        >
          {text.inherit}
        </Button>
      )}
    </Group>
  );
}
