import { Autocomplete, Stack, Switch, Textarea, TextInput } from "@mantine/core";
import { listEmployeeRoles } from "../../../src/domain/services/employee-roles/operations.ts";
import { addEmployee, deleteEmployee, updateEmployee } from "../../../src/domain/services/employees/operations.ts";
import { listLocations } from "../../../src/domain/services/locations/operations.ts";
import { listServices } from "../../../src/domain/services/services/operations.ts";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { ColourInput } from "../parts/colours.tsx";
import { useAll, useDo } from "../parts/data.ts";
import { FormEnd, useRecordForm } from "../parts/form.tsx";
import { PickMany } from "../parts/pick.tsx";
import type { Employee } from "./drawer.tsx";
import { texts } from "./texts.ts";

const valuesOf = (employee: Employee | null) => ({
  name: employee?.name ?? "",
  email: employee?.email ?? "",
  phone: employee?.phone ?? "",
  role: employee?.role ?? "",
  allServices: employee?.allServices ?? true,
  serviceIds: employee?.serviceIds ?? [],
  locationIds: employee?.locationIds ?? [],
  active: employee?.active ?? true,
  color: employee?.color ?? "",
  bio: employee?.bio ?? "",
  photoUrl: employee?.photoUrl ?? "",
});

const toSend = ({ allServices, serviceIds, ...values }: ReturnType<typeof valuesOf>) => ({
  name: values.name,
  active: values.active,
  locationIds: values.locationIds,
  serviceIds: allServices ? null : serviceIds,
  email: values.email || null,
  phone: values.phone || null,
  role: values.role || null,
  color: values.color || null,
  bio: values.bio || null,
  photoUrl: values.photoUrl || null,
});

export function EmployeeForm({ employee, close }: { employee: Employee | null; close: () => void }) {
  const text = useTexts(texts);
  const { may } = useSession();
  const readOnly = !may("staff:write");
  const roles = useAll(listEmployeeRoles, {});
  const services = useAll(listServices, may("services:read") ? {} : null);
  const locations = useAll(listLocations, may("locations:read") ? {} : null);
  const create = useDo(addEmployee, { alsoChanges: ["employee-roles"] });
  const update = useDo(updateEmployee, { alsoChanges: ["employee-roles"] });
  const remove = useDo(deleteEmployee);
  const { form, refusal, sending, onSubmit } = useRecordForm(
    valuesOf(employee),
    (values) =>
      employee
        ? update.deed({ id: String(employee.id), ...toSend(values), options: { ifMatch: employee.version } })
        : create.deed(toSend(values)),
    { done: close },
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        <TextInput
          label={text.name}
          required
          data-autofocus
          autoComplete="off"
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
        <Autocomplete
          label={text.role}
          data={(roles.data ?? []).map(({ name }) => name)}
          readOnly={readOnly}
          {...form.getInputProps("role")}
        />
        <Switch label={text.active} disabled={readOnly} {...form.getInputProps("active", { type: "checkbox" })} />
        <Switch
          label={text.allServices}
          disabled={readOnly}
          {...form.getInputProps("allServices", { type: "checkbox" })}
        />
        {!form.values.allServices && (
          <PickMany
            label={text.services}
            items={services.data ?? []}
            readOnly={readOnly}
            {...form.getInputProps("serviceIds")}
          />
        )}
        <PickMany
          label={text.locations}
          placeholder={form.values.locationIds.length === 0 ? text.everywhere : ""}
          items={locations.data ?? []}
          readOnly={readOnly}
          {...form.getInputProps("locationIds")}
        />
        <ColourInput label={text.colour} readOnly={readOnly} {...form.getInputProps("color")} />
        <Textarea label={text.bio} autosize minRows={2} readOnly={readOnly} {...form.getInputProps("bio")} />
        <TextInput
          label={text.photo}
          type="url"
          placeholder="https://"
          readOnly={readOnly}
          {...form.getInputProps("photoUrl")}
        />
        {!readOnly && (
          <FormEnd
            form={form}
            refusal={refusal}
            sending={sending}
            cancel={close}
            deletion={employee && { name: employee.name, run: () => remove.mutateAsync({ id: String(employee.id) }) }}
          />
        )}
      </Stack>
    </form>
  );
}
