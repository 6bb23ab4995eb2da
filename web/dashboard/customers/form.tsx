import { Alert, Anchor, Checkbox, Stack, TagsInput, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useDebouncedValue } from "@mantine/hooks";
import { deleteCustomer } from "../../../src/domain/compliance/erasure/operations.ts";
import { createCustomer, listCustomers, updateCustomer } from "../../../src/domain/services/customers/operations.ts";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAddress } from "../parts/address.ts";
import { LanguageSelect, ZoneSelect } from "../parts/choices.tsx";
import { useAsk, useDo } from "../parts/data.ts";
import { Fold } from "../parts/fold.tsx";
import { FormEnd, useRecordForm } from "../parts/form.tsx";
import type { Profile } from "./drawer.tsx";
import { texts } from "./texts.ts";
import { useTwin } from "./twin.tsx";

const valuesOf = (profile: Profile | null) => ({
  name: profile?.name ?? "",
  email: profile?.email ?? "",
  phone: profile?.phone ?? "",
  notes: profile?.notes ?? "",
  tags: profile?.tags ?? [],
  gender: profile?.gender ?? "",
  dateOfBirth: profile?.dateOfBirth ?? "",
  address: profile?.address ?? "",
  language: profile?.language ?? "",
  timeZone: profile?.timeZone ?? "",
  emailUnsubscribed: profile?.emailUnsubscribed ?? false,
  smsConsent: profile?.smsConsent ?? false,
});
type Values = ReturnType<typeof valuesOf>;

/** Nothing typed is nothing known. */
const toSend = ({ name, tags, emailUnsubscribed, smsConsent, ...texts }: Values) => ({
  name,
  tags,
  emailUnsubscribed,
  smsConsent,
  email: texts.email || null,
  phone: texts.phone || null,
  notes: texts.notes || null,
  gender: texts.gender || null,
  dateOfBirth: texts.dateOfBirth || null,
  address: texts.address || null,
  language: texts.language || null,
  timeZone: texts.timeZone || null,
});

export function CustomerForm({ profile, close }: { profile: Profile | null; close: () => void }) {
  const text = useTexts(texts);
  const { may } = useSession();
  const create = useDo(createCustomer);
  const update = useDo(updateCustomer);
  const remove = useDo(deleteCustomer);
  const [, setAddress] = useAddress();
  const { asksFirst, sayTwin } = useTwin(({ id }) => setAddress({ id: String(id) }));
  const { form, refusal, sending, onSubmit } = useRecordForm(
    valuesOf(profile),
    (values) =>
      profile
        ? update.deed({ id: String(profile.id), ...toSend(values), options: { ifMatch: profile.version } })
        : asksFirst(create.deed(toSend(values)), values),
    { done: close },
  );
  const readOnly = !may("customers:write");
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        <TextInput
          label={text.name}
          required
          autoComplete="off"
          data-autofocus
          readOnly={readOnly}
          {...form.getInputProps("name")}
        />
        <TextInput
          label={text.email}
          type="email"
          autoComplete="off"
          readOnly={readOnly}
          {...form.getInputProps("email")}
        />
        <TextInput
          label={text.phone}
          type="tel"
          autoComplete="off"
          readOnly={readOnly}
          {...form.getInputProps("phone")}
        />
        {!profile && <Alike email={form.values.email} phone={form.values.phone} />}
        <TagsInput label={text.tags} readOnly={readOnly} {...form.getInputProps("tags")} />
        <Textarea label={text.notes} autosize minRows={3} readOnly={readOnly} {...form.getInputProps("notes")} />
        <Unusual form={form} readOnly={readOnly} />
        {!readOnly && (
          <FormEnd
            form={form}
            refusal={sayTwin(refusal)}
            sending={sending}
            cancel={close}
            deletion={profile && { name: profile.name, run: () => remove.mutateAsync({ id: String(profile.id) }) }}
          />
        )}
      </Stack>
    </form>
  );
}

function Unusual({ form, readOnly }: { form: UseFormReturnType<Values>; readOnly: boolean }) {
  const text = useTexts(texts);
  return (
    <Fold label={text.more}>
      <TextInput type="date" label={text.born} readOnly={readOnly} {...form.getInputProps("dateOfBirth")} />
      <TextInput label={text.gender} readOnly={readOnly} {...form.getInputProps("gender")} />
      <Textarea label={text.address} autosize minRows={2} readOnly={readOnly} {...form.getInputProps("address")} />
      <LanguageSelect
        label={text.language}
        placeholder={text.asBusiness}
        clearable
        readOnly={readOnly}
        {...form.getInputProps("language")}
      />
      <ZoneSelect
        label={text.zone}
        placeholder={text.asBusiness}
        clearable
        readOnly={readOnly}
        {...form.getInputProps("timeZone")}
      />
      <Checkbox
        label={text.noMail}
        disabled={readOnly}
        {...form.getInputProps("emailUnsubscribed", { type: "checkbox" })}
      />
      <Checkbox label={text.sms} disabled={readOnly} {...form.getInputProps("smsConsent", { type: "checkbox" })} />
    </Fold>
  );
}

/** Who has the same e-mail address or phone number already. Families share them, so it is a hint and no refusal. */
function Alike({ email, phone }: { email: string; phone: string }) {
  const text = useTexts(texts);
  const [, setAddress] = useAddress();
  const [sought] = useDebouncedValue(email.includes("@") ? email : phone.length >= 6 ? phone : "", 300);
  const found = useAsk(listCustomers, sought ? { search: sought, limit: "3" } : null);
  const items = sought ? (found.data?.items ?? []) : [];
  if (items.length === 0) return null;
  return (
    <Alert
      color="yellow"
      variant="light"
      role="status"
      title={text.alike}
      // Yellow on yellow could not be read.
      styles={{ title: { color: "var(--mantine-color-text)" } }}
    >
      {items.map(({ id, name, email, phone }) => (
        <div key={id}>
          <Anchor component="button" type="button" onClick={() => setAddress({ id: String(id) })}>
            {name}
          </Anchor>{" "}
          {[email, phone].filter(Boolean).join(", ")}
        </div>
      ))}
    </Alert>
  );
}
