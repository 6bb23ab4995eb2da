import { NumberInput, Select, SimpleGrid, Switch } from "@mantine/core";
import { useTexts } from "../../shared/locale.ts";
import { Fold, Section } from "../parts/fold.tsx";
import { MinutesInput } from "../parts/minutes.tsx";
import { bookingTexts } from "./booking-texts.ts";
import { type Changes, type Company, CompanyForm, CompanySection, minutesOf } from "./company.tsx";

/** What customers may book, and until when they may change their minds. */
export default function BookingRulesPage() {
  const text = useTexts(bookingTexts);
  return (
    <CompanySection section="booking">
      {(company) => (
        <CompanyForm company={company} initial={asTyped(company)} changes={asSent}>
          {(form) => {
            const on = (name: keyof ReturnType<typeof asTyped>) => form.getInputProps(name, { type: "checkbox" });
            return (
              <>
                <Section title={text.when} text={text.whenHint}>
                  <SimpleGrid cols={{ base: 1, xs: 2 }}>
                    <MinutesInput label={text.notice} {...minutesOf(form, "minimumNotice")} />
                    <NumberInput
                      label={text.window}
                      min={1}
                      max={1095}
                      allowDecimal={false}
                      {...form.getInputProps("bookingWindowDays")}
                    />
                  </SimpleGrid>
                  <NumberInput
                    label={text.interval}
                    description={text.intervalHint}
                    min={1}
                    max={1440}
                    allowDecimal={false}
                    {...form.getInputProps("slotInterval")}
                  />
                  <Select
                    label={text.selection}
                    allowDeselect={false}
                    data={(["least_booked", "position"] as const).map((value) => ({ value, label: text[value] }))}
                    {...form.getInputProps("staffSelection")}
                  />
                  <Switch label={text.confirm} {...on("requiresConfirmation")} />
                  <SimpleGrid cols={{ base: 1, xs: 2 }}>
                    <MinutesInput label={text.pendingHold} {...minutesOf(form, "pendingHoldMinutes")} />
                    <NumberInput
                      label={text.maxPending}
                      min={1}
                      max={100}
                      allowDecimal={false}
                      {...form.getInputProps("maxPendingPerCustomer")}
                    />
                  </SimpleGrid>
                  <MinutesInput label={text.hold} {...minutesOf(form, "holdMinutes")} />
                </Section>
                <Section title={text.changing}>
                  <Switch label={text.cancel} {...on("allowOnlineCancellation")} />
                  <Switch label={text.move} {...on("allowOnlineRescheduling")} />
                  <MinutesInput label={text.cancelNotice} {...minutesOf(form, "cancellationNotice")} />
                </Section>
                <Fold label={text.fair}>
                  <Switch label={text.noShows} {...on("countNoShows")} />
                  <Switch label={text.cancellations} {...on("countCancellations")} />
                  <Switch label={text.absences} {...on("countAbsences")} />
                </Fold>
              </>
            );
          }}
        </CompanyForm>
      )}
    </CompanySection>
  );
}

const asTyped = (company: Company) => ({
  minimumNotice: company.minimumNotice,
  bookingWindowDays: company.bookingWindowDays,
  slotInterval: (company.slotInterval ?? "") as number | "",
  staffSelection: company.staffSelection,
  requiresConfirmation: company.requiresConfirmation,
  pendingHoldMinutes: company.pendingHoldMinutes,
  maxPendingPerCustomer: company.maxPendingPerCustomer,
  holdMinutes: company.holdMinutes,
  allowOnlineCancellation: company.allowOnlineCancellation,
  allowOnlineRescheduling: company.allowOnlineRescheduling,
  cancellationNotice: company.cancellationNotice,
  countNoShows: company.countNoShows,
  countCancellations: company.countCancellations,
  countAbsences: company.countAbsences,
});

const asSent = ({ slotInterval, ...values }: ReturnType<typeof asTyped>): Changes => ({
  ...values,
  slotInterval: slotInterval === "" ? null : slotInterval,
});
