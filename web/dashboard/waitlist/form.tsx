import { SegmentedControl, SimpleGrid, Stack, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { listEmployees } from "../../../src/domain/services/employees/operations.ts";
import { listServices } from "../../../src/domain/services/services/operations.ts";
import { createWaitlistEntry, updateWaitlistEntry } from "../../../src/domain/services/waitlist/operations.ts";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAll, useDo } from "../parts/data.ts";
import { FormEnd, useRecordForm } from "../parts/form.tsx";
import { PickCustomer, PickOne } from "../parts/pick.tsx";
import type { Entry } from "./details.tsx";
import { texts } from "./texts.ts";

const wishOf = (entry: Entry | null) => ({
  employeeId: entry?.employeeId ?? null,
  fromDate: entry?.fromDate ?? "",
  toDate: entry?.toDate ?? "",
  earliest: entry?.earliest ?? "",
  latest: entry?.latest ?? "",
  notes: entry?.notes ?? "",
});
type Wish = ReturnType<typeof wishOf>;

const toSend = ({ employeeId, fromDate, toDate, earliest, latest, notes }: Wish) => ({
  employeeId,
  fromDate,
  toDate: toDate || fromDate,
  earliest: earliest || null,
  latest: latest || null,
  notes: notes || null,
});

/** What somebody waits for, to be changed. */
export function WishForm({ entry, close }: { entry: Entry; close: () => void }) {
  const { may } = useSession();
  const readOnly = !may("waitlist:write");
  const update = useDo(updateWaitlistEntry);
  const { form, refusal, sending, onSubmit } = useRecordForm(
    wishOf(entry),
    (values) => update.deed({ id: String(entry.id), ...toSend(values), options: { ifMatch: entry.version } }),
    { done: close },
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        <WishFields form={form as unknown as UseFormReturnType<Wish>} readOnly={readOnly} />
        {!readOnly && <FormEnd form={form} refusal={refusal} sending={sending} cancel={close} />}
      </Stack>
    </form>
  );
}

/** Puts a customer on the list who called, known or new. */
export function NewEntry({ close }: { close: () => void }) {
  const text = useTexts(texts);
  const services = useAll(listServices, {});
  const create = useDo(createWaitlistEntry, { alsoChanges: ["customers"] });
  const { form, refusal, sending, onSubmit } = useRecordForm(
    {
      who: "known",
      customerId: null as number | null,
      name: "",
      email: "",
      phone: "",
      serviceId: null as number | null,
      ...wishOf(null),
    },
    ({ who, customerId, name, email, phone, serviceId, ...wish }) =>
      create.deed({
        serviceId: serviceId ?? 0,
        ...toSend(wish),
        ...(who === "known" ? { customerId: customerId ?? 0 } : { name, email: email || null, phone: phone || null }),
      }),
    { done: close },
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        <SegmentedControl
          aria-label={text.who}
          data={[
            { value: "known", label: text.known },
            { value: "new", label: text.fresh },
          ]}
          {...form.getInputProps("who")}
        />
        {form.values.who === "known" ? (
          <PickCustomer label={text.customer} required {...form.getInputProps("customerId")} />
        ) : (
          <>
            <TextInput label={text.name} required autoComplete="off" {...form.getInputProps("name")} />
            <TextInput label={text.email} type="email" autoComplete="off" {...form.getInputProps("email")} />
            <TextInput label={text.phone} type="tel" autoComplete="off" {...form.getInputProps("phone")} />
          </>
        )}
        <PickOne label={text.service} required items={services.data ?? []} {...form.getInputProps("serviceId")} />
        <WishFields form={form as unknown as UseFormReturnType<Wish>} readOnly={false} />
        <FormEnd form={form} refusal={refusal} sending={sending} cancel={close} />
      </Stack>
    </form>
  );
}

function WishFields({ form, readOnly }: { form: UseFormReturnType<Wish>; readOnly: boolean }) {
  const text = useTexts(texts);
  const { may } = useSession();
  const staff = useAll(listEmployees, may("staff:read") ? {} : null);
  return (
    <>
      <PickOne
        label={text.employee}
        placeholder={text.anybody}
        items={staff.data ?? []}
        readOnly={readOnly}
        {...form.getInputProps("employeeId")}
      />
      <SimpleGrid cols={2} spacing="sm">
        <TextInput type="date" label={text.from} required readOnly={readOnly} {...form.getInputProps("fromDate")} />
        <TextInput
          type="date"
          label={text.to}
          min={form.values.fromDate}
          readOnly={readOnly}
          {...form.getInputProps("toDate")}
        />
        <TextInput type="time" label={text.earliest} readOnly={readOnly} {...form.getInputProps("earliest")} />
        <TextInput type="time" label={text.latest} readOnly={readOnly} {...form.getInputProps("latest")} />
      </SimpleGrid>
      <Textarea label={text.notes} autosize minRows={2} readOnly={readOnly} {...form.getInputProps("notes")} />
    </>
  );
}
