import { Fieldset, NumberInput, Radio, Select, SimpleGrid, Stack, Switch, Text } from "@mantine/core";
import { listAllSchedules } from "../../../src/domain/scheduling/schedules/operations.ts";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { ZoneSelect } from "../parts/choices.tsx";
import { useAsk } from "../parts/data.ts";
import { DayInput } from "../parts/day.tsx";
import { Fold, Section } from "../parts/fold.tsx";
import { MinutesInput } from "../parts/minutes.tsx";
import { words } from "../parts/words.ts";
import { timeWords } from "./editor-texts.ts";
import type { TabProps } from "./fields.ts";
import { Lockable } from "./locked.tsx";
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
      <Lockable field="minimumBookingNotice">
        <MinutesInput label={text.notice} description={text.noticeHint} {...minutes("minimumBookingNotice")} />
      </Lockable>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <Lockable field="beforeEventBuffer">
          <MinutesInput label={text.before} {...minutes("beforeEventBuffer")} />
        </Lockable>
        <Lockable field="afterEventBuffer">
          <MinutesInput label={text.after} {...minutes("afterEventBuffer")} />
        </Lockable>
      </SimpleGrid>
      <Period {...props} />
      <Fold label={text.slots} open={isUnusual(props)}>
        <Starts {...props} />
        <Section title={text.limits} text={text.limitsText}>
          <Lockable field="bookingLimits">
            <LimitFields {...props} field="bookingLimits" label={text.mostBookings} />
          </Lockable>
          <Lockable field="durationLimits">
            <LimitFields {...props} field="durationLimits" label={text.mostMinutes} />
          </Lockable>
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
    <Lockable field="scheduleId">
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
    </Lockable>
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
      <Lockable field="periodType">
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
      </Lockable>
      {periodType.startsWith("ROLLING") && (
        <>
          <Lockable field="periodDays">
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
          </Lockable>
          <Lockable field="periodCountCalendarDays">
            <Switch
              label={text.calendarDays}
              disabled={readOnly}
              {...form.getInputProps("periodCountCalendarDays", { type: "checkbox" })}
            />
          </Lockable>
        </>
      )}
      {periodType === "RANGE" && (
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <Lockable field="periodStartDate">
            <DayInput label={text.from} {...date("periodStartDate")} />
          </Lockable>
          <Lockable field="periodEndDate">
            <DayInput label={text.until} {...date("periodEndDate")} />
          </Lockable>
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
        <Lockable field="slotInterval">
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
        </Lockable>
        <Lockable field="offsetStart">
          <NumberInput
            label={text.offset}
            description={text.offsetHint}
            min={0}
            max={1439}
            allowDecimal={false}
            readOnly={readOnly}
            {...form.getInputProps("offsetStart")}
          />
        </Lockable>
      </SimpleGrid>
      <Lockable field="onlyFirstSlotPerDay">
        <Switch
          label={text.firstOnly}
          disabled={readOnly}
          {...form.getInputProps("onlyFirstSlotPerDay", { type: "checkbox" })}
        />
      </Lockable>
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
      <Lockable field="timeZone">
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
      </Lockable>
      <Lockable field="lockTimeZone">
        <Switch
          label={text.lockZone}
          description={text.lockZoneHint}
          disabled={readOnly}
          {...form.getInputProps("lockTimeZone", { type: "checkbox" })}
        />
      </Lockable>
    </>
  );
}
