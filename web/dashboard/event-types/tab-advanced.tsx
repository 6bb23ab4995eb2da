import { NumberInput, Select, SimpleGrid, Switch, Textarea, TextInput } from "@mantine/core";
import { useTexts } from "../../shared/locale.ts";
import { CurrencySelect } from "../parts/choices.tsx";
import { Fold, Section } from "../parts/fold.tsx";
import { MinutesInput, unitWords } from "../parts/minutes.tsx";
import { MoneyInput } from "../parts/money.tsx";
import { advancedWords } from "./editor-more-texts.ts";
import type { TabProps } from "./fields.ts";
import { Lockable } from "./locked.tsx";
import type { EventType, Values } from "./model.ts";

/** What most event types do without. */
export function Advanced(props: TabProps) {
  const text = useTexts(advancedWords);
  const { form, readOnly, eventType } = props;
  return (
    <>
      <Confirmation {...props} />
      <Seats {...props} />
      <Series {...props} />
      <Section title={text.price}>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <Lockable field="price">
            <MoneyInput
              label={text.price}
              currency={form.values.currency}
              value={form.values.price}
              error={form.errors.price}
              readOnly={readOnly}
              onChange={(amount) => form.setFieldValue("price", amount ?? 0)}
            />
          </Lockable>
          <Lockable field="currency">
            <CurrencySelect label={text.currency} readOnly={readOnly} {...form.getInputProps("currency")} />
          </Lockable>
        </SimpleGrid>
      </Section>
      <Guests {...props} />
      <Section title={text.afterwards}>
        <Lockable field="successRedirectUrl">
          <TextInput
            type="url"
            label={text.redirect}
            description={text.redirectHint}
            readOnly={readOnly}
            {...form.getInputProps("successRedirectUrl")}
            value={form.values.successRedirectUrl ?? ""}
          />
        </Lockable>
        {form.values.successRedirectUrl && (
          <Tick {...props} field="forwardParamsSuccessRedirect" label={text.forward} />
        )}
      </Section>
      {eventType.teamId !== null && <Instant {...props} />}
      <Fold label={text.forPrograms} open={Boolean(form.errors.metadata)}>
        <Lockable field="metadata">
          <Textarea
            label={text.metadata}
            autosize
            minRows={3}
            spellCheck={false}
            readOnly={readOnly}
            styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
            {...form.getInputProps("metadata")}
          />
        </Lockable>
      </Fold>
    </>
  );
}

type Ticks = { [Field in keyof Values]: Values[Field] extends boolean ? Field : never }[keyof Values];
const Tick = ({ form, readOnly, field, label }: TabProps & { field: Ticks; label: string }) => (
  <Lockable field={field}>
    <Switch label={label} disabled={readOnly} {...form.getInputProps(field, { type: "checkbox" })} />
  </Lockable>
);

function Confirmation(props: TabProps) {
  const text = useTexts(advancedWords);
  const units = useTexts(unitWords);
  const { form, readOnly } = props;
  const threshold = form.values.requiresConfirmationThreshold;
  const set = (changed: EventType["requiresConfirmationThreshold"]) =>
    form.setFieldValue("requiresConfirmationThreshold", changed);
  return (
    <Section title={text.confirmation}>
      <Tick {...props} field="requiresConfirmation" label={text.confirm} />
      {form.values.requiresConfirmation && (
        <>
          <Lockable field="requiresConfirmationThreshold">
            <Switch
              label={text.thresholdOn}
              disabled={readOnly}
              checked={threshold !== null}
              onChange={({ currentTarget }) => set(currentTarget.checked ? { time: 24, unit: "hours" } : null)}
            />
          </Lockable>
          {threshold && (
            <Lockable field="requiresConfirmationThreshold">
              <SimpleGrid cols={2} maw={360}>
                <NumberInput
                  label={text.threshold}
                  min={1}
                  allowDecimal={false}
                  readOnly={readOnly}
                  value={threshold.time}
                  error={form.errors["requiresConfirmationThreshold.time"]}
                  onChange={(typed) => set({ ...threshold, time: Number(typed) })}
                />
                <Select
                  label={units.unit}
                  data={(["minutes", "hours", "days"] as const).map((value) => ({ value, label: units[value] }))}
                  allowDeselect={false}
                  readOnly={readOnly}
                  value={threshold.unit}
                  onChange={(unit) => set({ ...threshold, unit: unit as typeof threshold.unit })}
                />
              </SimpleGrid>
            </Lockable>
          )}
          <Tick {...props} field="requiresConfirmationWillBlockSlot" label={text.blocks} />
        </>
      )}
    </Section>
  );
}

function Seats(props: TabProps) {
  const text = useTexts(advancedWords);
  const { form, readOnly } = props;
  const seats = form.values.seatsPerTimeSlot;
  return (
    <Section title={text.seats}>
      <Lockable field="seatsPerTimeSlot">
        <Switch
          label={text.seatsOn}
          disabled={readOnly}
          checked={seats !== null}
          onChange={({ currentTarget }) => form.setFieldValue("seatsPerTimeSlot", currentTarget.checked ? 10 : null)}
        />
      </Lockable>
      {seats !== null && (
        <>
          <Lockable field="seatsPerTimeSlot">
            <NumberInput
              label={text.seatCount}
              min={1}
              max={1000}
              maw={200}
              allowDecimal={false}
              readOnly={readOnly}
              {...form.getInputProps("seatsPerTimeSlot")}
            />
          </Lockable>
          <Tick {...props} field="seatsShowAvailabilityCount" label={text.seatsShown} />
          <Tick {...props} field="seatsShowAttendees" label={text.attendeesShown} />
        </>
      )}
    </Section>
  );
}

function Series({ form, readOnly }: TabProps) {
  const text = useTexts(advancedWords);
  const series = form.values.recurringEvent;
  const set = (changed: EventType["recurringEvent"]) => form.setFieldValue("recurringEvent", changed);
  return (
    <Section title={text.series}>
      <Lockable field="recurringEvent">
        <Switch
          label={text.seriesOn}
          disabled={readOnly}
          checked={series !== null}
          error={form.errors.recurringEvent}
          onChange={({ currentTarget }) =>
            set(currentTarget.checked ? { freq: "weekly", interval: 1, count: 12 } : null)
          }
        />
      </Lockable>
      {series && (
        <Lockable field="recurringEvent">
          <SimpleGrid cols={{ base: 1, xs: 3 }}>
            <NumberInput
              label={text.every}
              min={1}
              max={99}
              allowDecimal={false}
              readOnly={readOnly}
              value={series.interval}
              onChange={(typed) => set({ ...series, interval: Number(typed) })}
            />
            <Select
              label={text.freq}
              data={(["daily", "weekly", "monthly", "yearly"] as const).map((value) => ({ value, label: text[value] }))}
              allowDeselect={false}
              readOnly={readOnly}
              value={series.freq}
              onChange={(freq) => set({ ...series, freq: freq as typeof series.freq })}
            />
            <NumberInput
              label={text.most}
              min={2}
              max={100}
              allowDecimal={false}
              readOnly={readOnly}
              value={series.count}
              error={form.errors["recurringEvent.count"]}
              onChange={(typed) => set({ ...series, count: Number(typed) })}
            />
          </SimpleGrid>
        </Lockable>
      )}
    </Section>
  );
}

function Guests(props: TabProps) {
  const text = useTexts(advancedWords);
  const { form, readOnly } = props;
  const minutes = (field: "minimumCancellationNotice" | "minimumReschedulingNotice") => ({
    value: form.values[field],
    onChange: (value: number) => form.setFieldValue(field, value),
    error: form.errors[field],
    readOnly,
  });
  return (
    <Section title={text.guests}>
      <Tick {...props} field="disableGuests" label={text.noGuests} />
      <Tick {...props} field="disableCancelling" label={text.noCancel} />
      {!form.values.disableCancelling && (
        <Lockable field="minimumCancellationNotice">
          <MinutesInput label={text.cancelNotice} {...minutes("minimumCancellationNotice")} />
        </Lockable>
      )}
      <Tick {...props} field="disableRescheduling" label={text.noMove} />
      {!form.values.disableRescheduling && (
        <Lockable field="minimumReschedulingNotice">
          <MinutesInput label={text.moveNotice} {...minutes("minimumReschedulingNotice")} />
        </Lockable>
      )}
    </Section>
  );
}

function Instant(props: TabProps) {
  const text = useTexts(advancedWords);
  const { form, readOnly } = props;
  return (
    <Section title={text.instant}>
      <Tick {...props} field="isInstantEvent" label={text.instantOn} />
      {form.values.isInstantEvent && (
        <Lockable field="instantExpirySeconds">
          <NumberInput
            label={text.instantWait}
            min={30}
            max={3600}
            maw={260}
            allowDecimal={false}
            readOnly={readOnly}
            {...form.getInputProps("instantExpirySeconds")}
          />
        </Lockable>
      )}
    </Section>
  );
}
