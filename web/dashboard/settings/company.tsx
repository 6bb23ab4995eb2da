import { Alert, Fieldset, Stack } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { z } from "zod";
import { getCompanySettings, updateCompanySettings } from "../../../src/domain/services/company/operations.ts";
import type { CompanyChanges } from "../../../src/domain/services/company/schema.ts";
import type { Answer } from "../../shared/api.ts";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAsk, useDo } from "../parts/data.ts";
import { FormEnd, useRecordForm } from "../parts/form.tsx";
import { Failed, Waiting } from "../parts/states.tsx";
import { SettingsPage, type SettingsSection } from "./frame.tsx";
import { texts } from "./texts.ts";

export type Company = Answer<typeof getCompanySettings>;
export type Changes = z.input<typeof CompanyChanges>;
type Form<Values extends Record<string, unknown>> = ReturnType<typeof useRecordForm<Values>>["form"];

/** A section that is a part of the business's settings, with what is stored. */
export function CompanySection({
  section,
  children,
}: {
  section: SettingsSection;
  children: (company: Company) => ReactNode;
}) {
  const company = useAsk(getCompanySettings, {});
  return (
    <SettingsPage section={section}>
      {company.data ? (
        children(company.data)
      ) : company.error ? (
        <Failed error={company.error} again={() => void company.refetch()} />
      ) : (
        <Waiting />
      )}
    </SettingsPage>
  );
}

/** A form over some of the settings. `changes` makes of its values what is sent. */
export function CompanyForm<Values extends Record<string, unknown>>({
  company,
  initial,
  changes,
  children,
}: {
  company: Company;
  initial: Values;
  changes: (values: Values) => Changes;
  children: (form: Form<Values>) => ReactNode;
}) {
  const text = useTexts(texts);
  const { may } = useSession();
  // As it was when the form was opened, or when it was saved last: what is read again meanwhile must not lend its version.
  const [version, setVersion] = useState(company.version);
  const update = useDo(updateCompanySettings, { alsoChanges: ["account", "storefront"] });
  const { form, refusal, sending, onSubmit } = useRecordForm(initial, (values) =>
    update.deed({ ...changes(values), options: { ifMatch: version } }, (after) => setVersion(after.version)),
  );
  const mayWrite = may("settings:write");
  return (
    <form onSubmit={onSubmit} noValidate>
      <Fieldset disabled={!mayWrite} variant="unstyled" p={0} m={0}>
        <Stack gap="md" maw={640}>
          {!mayWrite && <Alert variant="light">{text.readOnly}</Alert>}
          {children(form)}
          {mayWrite && <FormEnd form={form} refusal={refusal} sending={sending} />}
        </Stack>
      </Fieldset>
    </form>
  );
}

/** What is left empty is null. */
export const orNull = (typed: string): string | null => typed.trim() || null;

/** What a `MinutesInput` wants of a form's field. */
export const minutesOf = <Values extends Record<string, unknown>>(form: Form<Values>, name: keyof Values & string) => ({
  value: form.values[name] as number,
  onChange: (minutes: number) => form.setFieldValue(name, minutes as never),
  error: form.errors[name],
});
