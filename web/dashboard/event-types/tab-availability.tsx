import { Fieldset, NumberInput, Radio, Select, SimpleGrid, Stack, Switch, Text } from "@mantine/core";
import { DateInput } from "@mantine/dates";
import { listAllSchedules } from "../../../src/domain/scheduling/schedules/operations.ts";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { ZoneSelect } from "../parts/choices.tsx";
import { useAsk } from "../parts/data.ts";
import { Fold, Section } from "../parts/fold.tsx";
import { MinutesInput } from "../parts/minutes.tsx";
import { words } from "../parts/words.ts";
import { timeWords } from "./editor-texts.ts";
import type { TabProps } from "./fields.ts";
import type { Limits } from "./model.ts";

/** When it can be booked. */
export function Availability(props: TabProps) {
  const text = useTexts(timeWords);
  const { form, readOnly } = props;
  const minutes = (field: "minimumBookingNotice" | "beforeEventBuffer" | "afterEventBuffer") => ({
    value: form.values[field],
    onChange: (value: number) => form.setFieldValue(field, value),
    error: form.errors[field],
    readOnly,
  });
  return (
    <>
      <ScheduleChoice {...props} />
      <MinutesInput label={text.notice} description={text.noticeHint} {...minutes("minimumBookingNotice")} />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <MinutesInput label={text.before} {...minutes("beforeEventBuffer")} />
        <MinutesInput label={text.after} {...minutes("afterEventBuffer")} />
      </SimpleGrid>
      <Period {...props} />
      <Fold label={text.slots} open={isUnusual(props)}>
        <Starts {...props} />
        <Section title={text.limits} text={text.limitsText}>
          <LimitFields {...props} field="bookingLimits" label={text.mostBookings} />
          <LimitFields {...props} field="durationLimits" label={text.mostMinutes} />
        </Section>
        <Zone {...props} />
      </Fold>
    </>
  );
}

const isUnusual = ({ form: { values, errors } }: TabProps) =>
  values.slotInterval !== null ||
  values.offsetStart > 0 ||
  values.onlyFirstSlotPerDay ||
  values.lockTimeZone ||
  Object.keys(values.bookingLimits ?? {}).length + Object.keys(values.durationLimits ?? {}).length > 0 ||
  Object.keys(errors).some((field) => /Limits|slotInterval|offsetStart/.test(field));

function ScheduleChoice({ form, eventType, readOnly }: TabProps) {
  const text = useTexts(timeWords);
  const { user } = useSession();
  // A team's type has its hosts' own schedules; see the hosts.
  const own = eventType.userId === user.id;
  const schedules = useAsk(
    listAllSchedules,
    eventType.userId === null ? null : own ? {} : { userId: String(eventType.userId) },
  );
  if (eventType.userId === null) return null;
  return (
    <Select
      label={text.schedule}
      data={[
        { value: "", label: text.defaultSchedule },
        ...(schedules.data?.items ?? [])
          .filter(({ inherited }) => !inherited)
          .map(({ id, name }) => ({ value: String(id), label: name })),
      ]}
      value={form.values.scheduleId === null ? "" : String(form.values.scheduleId)}
      error={form.errors.scheduleId}
      allowDeselect={false}
      readOnly={readOnly}
      onChange={(chosen) => form.setFieldValue("scheduleId", chosen ? Number(chosen) : null)}
    />
  );
}

const periods = ["UNLIMITED", "ROLLING", "ROLLING_WINDOW", "RANGE"] as const;

function Period({ form, readOnly }: TabProps) {
  const text = useTexts(timeWords);
  const { none: clear } = useTexts(words);
  const { periodType } = form.values;
  const date = (field: "periodStartDate" | "periodEndDate") => ({
    value: form.values[field],
    onChange: (value: string | null) => form.setFieldValue(field, value),
    error: form.errors[field],
    readOnly,
    clearable: true,
    clearButtonProps: { "aria-label": clear },
  });
  return (
    <Stack gap="sm">
      <Radio.Group
        label={text.period}
        value={periodType}
        onChange={(chosen) => form.setFieldValue("periodType", chosen as typeof periodType)}
        readOnly={readOnly}
      >
        <Stack gap="xs" pt={4}>
          {periods.map((one) => (
            <Radio key={one} value={one} label={text[one]} />
          ))}
        </Stack>
      </Radio.Group>
      {periodType.startsWith("ROLLING") && (
        <>
          <NumberInput
            label={text.periodDays}
            min={0}
            max={1095}
            maw={160}
            allowDecimal={false}
            readOnly={readOnly}
            value={form.values.periodDays ?? ""}
            error={form.errors.periodDays}
            onChange={(typed) => form.setFieldValue("periodDays", typed === "" ? null : Number(typed))}
          />
          <Switch
            label={text.calendarDays}
            disabled={readOnly}
            {...form.getInputProps("periodCountCalendarDays", { type: "checkbox" })}
          />
        </>
      )}
      {periodType === "RANGE" && (
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <DateInput label={text.from} {...date("periodStartDate")} />
          <DateInput label={text.until} {...date("periodEndDate")} />
        </SimpleGrid>
      )}
    </Stack>
  );
}

function Starts({ form, readOnly }: TabProps) {
  const text = useTexts(timeWords);
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <NumberInput
          label={text.interval}
          description={text.intervalHint}
          min={1}
          max={1440}
          allowDecimal={false}
          readOnly={readOnly}
          value={form.values.slotInterval ?? ""}
          error={form.errors.slotInterval}
          onChange={(typed) => form.setFieldValue("slotInterval", typed === "" ? null : Number(typed))}
        />
        <NumberInput
          label={text.offset}
          description={text.offsetHint}
          min={0}
          max={1439}
          allowDecimal={false}
          readOnly={readOnly}
          {...form.getInputProps("offsetStart")}
        />
      </SimpleGrid>
      <Switch
        label={text.firstOnly}
        disabled={readOnly}
        {...form.getInputProps("onlyFirstSlotPerDay", { type: "checkbox" })}
      />
    </>
  );
}

const spans = ["PER_DAY", "PER_WEEK", "PER_MONTH", "PER_YEAR"] as const;

function LimitFields({
  form,
  readOnly,
  field,
  label,
}: TabProps & { field: "bookingLimits" | "durationLimits"; label: string }) {
  const text = useTexts(timeWords);
  const limits: Limits = form.values[field] ?? {};
  const set = (span: (typeof spans)[number], typed: string | number) => {
    const { [span]: _, ...others } = limits;
    form.setFieldValue(field, typed === "" ? others : { ...others, [span]: Number(typed) });
  };
  return (
    <Fieldset variant="unstyled" legend={label}>
      <SimpleGrid cols={{ base: 2, xs: 4 }} spacing="xs">
        {spans.map((span) => (
          <NumberInput
            key={span}
            label={text[span]}
            min={1}
            allowDecimal={false}
            hideControls
            readOnly={readOnly}
            value={limits[span] ?? ""}
            error={form.errors[`${field}.${span}`]}
            onChange={(typed) => set(span, typed)}
          />
        ))}
      </SimpleGrid>
      {form.errors[field] && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {form.errors[field]}
        </Text>
      )}
    </Fieldset>
  );
}

function Zone({ form, readOnly }: TabProps) {
  const text = useTexts(timeWords);
  return (
    <>
      <ZoneSelect
        label={text.zone}
        placeholder={text.hostsZone}
        clearable
        clearButtonProps={{ "aria-label": text.hostsZone }}
        readOnly={readOnly}
        value={form.values.timeZone}
        error={form.errors.timeZone}
        onChange={(zone) => form.setFieldValue("timeZone", zone)}
      />
      <Switch
        label={text.lockZone}
        description={text.lockZoneHint}
        disabled={readOnly}
        {...form.getInputProps("lockTimeZone", { type: "checkbox" })}
      />
    </>
  );
}
