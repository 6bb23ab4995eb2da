import { Anchor, Group, MultiSelect, Stack, Switch, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useLocale, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { sayMinutes } from "../parts/choices.tsx";
import { MinutesInput } from "../parts/minutes.tsx";
import { type Company, CompanyForm, CompanySection, minutesOf, orNull } from "./company.tsx";
import { notificationsTexts } from "./notifications-texts.ts";
import { Templates } from "./templates.tsx";

const usual = [15, 30, 60, 120, 240, 720, 1440, 2880, 4320, 10080];

/** What the business says by itself, when, and how it looks. */
export default function NotificationsPage() {
  return (
    <CompanySection section="notifications">
      {(company) => (
        <Stack gap="xl">
          <NotificationsForm company={company} />
          <Templates language={company.language} />
          <Elsewhere />
        </Stack>
      )}
    </CompanySection>
  );
}

function NotificationsForm({ company }: { company: Company }) {
  const text = useTexts(notificationsTexts);
  const locale = useLocale();
  const times = [...new Set([...usual, ...company.reminders])].sort((a, b) => a - b);
  return (
    <CompanyForm
      company={company}
      initial={{
        emailFromName: company.emailFromName ?? "",
        reminders: company.reminders.map(String),
        notifyEmployees: company.notifyEmployees,
        reviewRequests: company.reviewRequests,
        reviewRequestDelay: company.reviewRequestDelay,
        waitlistOfferMinutes: company.waitlistOfferMinutes,
      }}
      changes={({ emailFromName, reminders, ...values }) => ({
        ...values,
        emailFromName: orNull(emailFromName),
        reminders: reminders.map(Number),
      })}
    >
      {(form) => (
        <>
          <TextInput label={text.sender} placeholder={company.name} {...form.getInputProps("emailFromName")} />
          <MultiSelect
            label={text.reminders}
            maxValues={5}
            data={times.map((value) => ({ value: String(value), label: sayMinutes(locale, value) }))}
            {...form.getInputProps("reminders")}
          />
          <Switch label={text.staff} {...form.getInputProps("notifyEmployees", { type: "checkbox" })} />
          <Switch label={text.reviews} {...form.getInputProps("reviewRequests", { type: "checkbox" })} />
          {form.values.reviewRequests && (
            <MinutesInput label={text.reviewDelay} {...minutesOf(form, "reviewRequestDelay")} />
          )}
          <MinutesInput label={text.waitlist} {...minutesOf(form, "waitlistOfferMinutes")} />
        </>
      )}
    </CompanyForm>
  );
}

function Elsewhere() {
  const text = useTexts(notificationsTexts);
  const { may } = useSession();
  return (
    <Group>
      {may("workflows:read") && (
        <Anchor component={Link} to="/workflows">
          {text.workflows}
        </Anchor>
      )}
      <Anchor href="/outbox" target="_blank" rel="noreferrer">
        {text.outbox}
      </Anchor>
    </Group>
  );
}
