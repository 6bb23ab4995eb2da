import { NumberInput, Select, SimpleGrid, Stack, Textarea, TextInput } from "@mantine/core";
import { useEffect } from "react";
import {
  createAppointment,
  type getAppointment,
  updateAppointment,
} from "../../../src/domain/services/appointments/operations.ts";
import { createCustomer } from "../../../src/domain/services/customers/operations.ts";
import { listEmployees } from "../../../src/domain/services/employees/operations.ts";
import { listLocations } from "../../../src/domain/services/locations/operations.ts";
import { listServices } from "../../../src/domain/services/services/operations.ts";
import type { Answer } from "../../shared/api.ts";
import { useClock, useSay, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { dateOf, instantAt, MINUTE, minuteOf } from "../calendar/zone.ts";
import { useTwin } from "../customers/twin.tsx";
import { type Deed, useAll, useDo } from "../parts/data.ts";
import { FormEnd, useRecordForm } from "../parts/form.tsx";
import { AnswerFields, type Answers, changedAnswers, useAsked } from "./answers.tsx";
import { CustomerFields, OpenTimes } from "./pickers.tsx";
import { changedRooms, RoomField } from "./rooms.tsx";
import { sayTaken } from "./taken.ts";
import { texts } from "./texts.ts";

export type Appointment = Answer<typeof getAppointment>;
/** What a new appointment begins with, where somebody pointed at a time. */
export type Beginning = {
  start?: number | undefined;
  minutes?: number | undefined;
  employeeId?: string | undefined;
  roomId?: number | undefined;
};
export type Draft = {
  customerId: string | null;
  newCustomer: boolean;
  name: string;
  email: string;
  phone: string;
  serviceId: string | null;
  employeeId: string;
  locationId: string | null;
  rooms: string[];
  date: string;
  time: string;
  minutes: number | string;
  notes: string;
  internalNotes: string;
  customFields: Answers;
};

export const minuteOfTime = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
};
export const timeOfMinute = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** An appointment's fields, for one that is there or one to come. */
export function AppointmentForm({
  appointment,
  beginning = {},
  close,
  noteDirty,
}: {
  appointment: Appointment | null;
  beginning?: Beginning | undefined;
  close: () => void;
  /** Hears whether something is typed that is not saved. */
  noteDirty?: (dirty: boolean) => void;
}) {
  const text = useTexts(texts);
  const say = useSay();
  const { may } = useSession();
  const { timeZone } = useClock();
  const staff = useAll(listEmployees, {}).data ?? [];
  const services = useAll(listServices, {}).data ?? [];
  const locations = useAll(listLocations, may("locations:read") ? {} : null).data ?? [];
  const addCustomer = useDo(createCustomer);
  const create = useDo(createAppointment, { alsoChanges: ["insights", "availability"] });
  const update = useDo(updateAppointment, { alsoChanges: ["insights", "availability", "audit"] });

  const serviceOf = ({ serviceId }: Draft) => services.find(({ id }) => String(id) === serviceId);

  function booked(values: Draft, customerId: number | null): Deed {
    const fields = { ...fieldsOf(values, timeZone), customerId };
    const answers = changedAnswers(asked, values.customFields, appointment?.customFields ?? {});
    const rooms = changedRooms(values.rooms, appointment?.resources ?? [], serviceOf(values));
    if (!appointment) return create.deed({ ...fields, ...answers, ...rooms });
    const changes = without(fields, fieldsOf(draftOf(appointment, {}, timeZone), timeZone), appointment.customerId);
    const options = { ifMatch: appointment.version };
    return update.deed({ id: String(appointment.id), ...changes, ...answers, ...rooms, options });
  }
  function deedOf(values: Draft): Deed {
    const known = values.customerId ? Number(values.customerId) : null;
    if (!values.newCustomer) return { ...booked(values, known), send: () => send(values, known) };
    const { name, email, phone } = values;
    // Made already, should the time be refused: the next try takes the same person.
    const customer = addCustomer.deed({ name, email: email || null, phone: phone || null }, ({ id }) => {
      form.setValues({ newCustomer: false, customerId: String(id) });
      return send(values, id);
    });
    return asksFirst({ asks: [...booked(values, null).asks, ...customer.asks], send: customer.send }, values);
  }
  async function send(values: Draft, customerId: number | null) {
    try {
      await booked(values, customerId).send();
    } catch (error) {
      const who = staff.find(({ id }) => String(id) === values.employeeId)?.name;
      throw sayTaken(error, text, say, { who });
    }
  }

  const { asksFirst, sayTwin, twin } = useTwin(({ id }) =>
    form.setValues({ newCustomer: false, customerId: String(id) }),
  );
  const { form, refusal, sending, onSubmit } = useRecordForm<Draft>(draftOf(appointment, beginning, timeZone), deedOf, {
    done: close,
    nameOf: placeOfTime,
  });
  const dirty = form.isDirty();
  useEffect(() => {
    noteDirty?.(dirty);
    return () => noteDirty?.(false);
  }, [dirty, noteDirty]);
  const asked = useAsked(form.values.serviceId);
  const choose = (id: string | null) => {
    const service = services.find((one) => String(one.id) === id);
    form.setValues({ serviceId: id, ...(service ? { minutes: service.duration } : {}) });
  };
  const able = staff.filter(
    ({ active, allServices, serviceIds, id }) =>
      String(id) === form.values.employeeId ||
      (active && (!form.values.serviceId || allServices || serviceIds?.includes(Number(form.values.serviceId)))),
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {!appointment?.isGroupBooking && <CustomerFields form={form} known={appointment?.customer ?? twin} />}
        <Select
          label={text.service}
          required
          searchable
          data={services.filter(({ active, id }) => active || id === appointment?.serviceId).map(option)}
          value={form.values.serviceId}
          onChange={choose}
          error={form.errors.serviceId}
        />
        <Select
          label={text.staff}
          data={[{ value: "", label: appointment ? text.nobody : text.anyone }, ...able.map(option)]}
          allowDeselect={false}
          {...form.getInputProps("employeeId")}
        />
        <SimpleGrid cols={{ base: 2, xs: 3 }} spacing="sm">
          <TextInput label={text.date} type="date" required {...form.getInputProps("date")} />
          <TextInput label={text.time} type="time" required {...form.getInputProps("time")} />
          <NumberInput label={text.minutes} min={5} max={10080} step={5} {...form.getInputProps("minutes")} />
        </SimpleGrid>
        <OpenTimes form={form} zone={timeZone} moving={appointment?.uid} />
        {locations.length > 1 && (
          <Select
            label={text.location}
            clearable
            data={locations.map(option)}
            {...form.getInputProps("locationId")}
            clearButtonProps={{ "aria-label": text.clear.replace("{name}", text.location) }}
          />
        )}
        <RoomField form={form} service={serviceOf(form.values)} />
        {!appointment?.isGroupBooking && (
          <AnswerFields
            asked={asked}
            answers={form.values.customFields}
            errors={form.errors}
            change={(customFields) => form.setFieldValue("customFields", customFields)}
          />
        )}
        <Textarea label={text.notes} autosize minRows={2} {...form.getInputProps("notes")} />
        <Textarea label={text.internalNotes} autosize minRows={2} {...form.getInputProps("internalNotes")} />
        <FormEnd form={form} refusal={sayTwin(refusal)} sending={sending} cancel={close} />
      </Stack>
    </form>
  );
}

const option = ({ id, name }: { id: number; name: string }) => ({ value: String(id), label: name });

function draftOf(appointment: Appointment | null, beginning: Beginning, zone: string): Draft {
  const start = appointment ? Date.parse(appointment.startTime) : beginning.start;
  const length = appointment ? (Date.parse(appointment.endTime) - start!) / MINUTE : (beginning.minutes ?? 60);
  return {
    customerId: appointment?.customerId ? String(appointment.customerId) : null,
    newCustomer: false,
    name: "",
    email: "",
    phone: "",
    serviceId: appointment ? String(appointment.serviceId) : null,
    employeeId: String(appointment?.employeeId ?? beginning.employeeId ?? ""),
    locationId: appointment?.locationId ? String(appointment.locationId) : null,
    rooms: appointment
      ? appointment.resources.map(({ resourceId }) => String(resourceId))
      : beginning.roomId
        ? [String(beginning.roomId)]
        : [],
    date: dateOf(zone, start ?? Date.now()),
    time: start === undefined ? "" : timeOfMinute(minuteOf(zone, start)),
    minutes: length,
    notes: appointment?.notes ?? "",
    internalNotes: appointment?.internalNotes ?? "",
    customFields: { ...appointment?.customFields },
  };
}

/** Beside which input it is said what is wrong with a time. */
function placeOfTime(field: string, { date, time }: Draft): string {
  if (field === "endTime" && date && time) return "minutes";
  return field === "startTime" || field === "endTime" ? (date ? "time" : "date") : field;
}

function fieldsOf(values: Draft, zone: string) {
  // Without a time the server says so beside the field.
  const start = values.date && values.time ? instantAt(zone, values.date, minuteOfTime(values.time)) : Number.NaN;
  const instant = (value: number) => (Number.isNaN(value) ? "" : new Date(value).toISOString());
  return {
    serviceId: Number(values.serviceId),
    ...(values.employeeId ? { employeeId: Number(values.employeeId) } : {}),
    locationId: values.locationId ? Number(values.locationId) : null,
    startTime: instant(start),
    endTime: instant(start + Number(values.minutes || 0) * MINUTE),
    notes: values.notes || null,
    internalNotes: values.internalNotes || null,
  };
}

/** What differs from before: an untouched field must not overwrite what a change of another one brings along. */
function without(
  fields: ReturnType<typeof fieldsOf> & { customerId: number | null },
  before: object,
  customerId: number | null,
) {
  const was: Record<string, unknown> = { ...before, customerId };
  const changes = Object.fromEntries(Object.entries(fields).filter(([name, value]) => was[name] !== value));
  return "employeeId" in was && !("employeeId" in fields) ? { ...changes, employeeId: null } : changes;
}
