import { Checkbox, Group, Select, SimpleGrid, Stack, Switch, Text, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { listCategories } from "../../../src/domain/services/categories/operations.ts";
import type { listEmployees } from "../../../src/domain/services/employees/operations.ts";
import type { ItemOf } from "../../shared/api.ts";
import { useTexts } from "../../shared/locale.ts";
import { ColourInput } from "../parts/colours.tsx";
import { useAll } from "../parts/data.ts";
import { MinutesInput } from "../parts/minutes.tsx";
import { MoneyInput } from "../parts/money.tsx";
import { PickOne } from "../parts/pick.tsx";
import { Deposit, Limits, PlaceAndThings, TimeAround } from "./fields-more.tsx";
import { texts } from "./texts.ts";
import type { Values } from "./values.ts";

export type FieldProps = { form: UseFormReturnType<Values>; readOnly: boolean; currency: string };
type Employee = ItemOf<typeof listEmployees>;

export function ServiceFields({ staff, ...props }: FieldProps & { staff: Employee[] }) {
  const text = useTexts(texts);
  const { form, readOnly, currency } = props;
  const categories = useAll(listCategories, {});
  return (
    <Stack gap="sm">
      <TextInput label={text.name} required data-autofocus readOnly={readOnly} {...form.getInputProps("name")} />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <MinutesInput label={text.duration} readOnly={readOnly} {...form.getInputProps("duration")} />
        <MoneyInput label={text.price} currency={currency} readOnly={readOnly} {...form.getInputProps("price")} />
        <PickOne
          label={text.category}
          items={categories.data ?? []}
          readOnly={readOnly}
          {...form.getInputProps("categoryId")}
        />
        <ColourInput label={text.colour} readOnly={readOnly} {...form.getInputProps("color")} />
      </SimpleGrid>
      <Textarea
        label={text.description}
        autosize
        minRows={2}
        readOnly={readOnly}
        {...form.getInputProps("description")}
      />
      <Switch label={text.active} disabled={readOnly} {...form.getInputProps("active", { type: "checkbox" })} />
      <Performers {...props} staff={staff} />
      <TimeAround {...props} />
      <Limits {...props} />
      <Deposit {...props} />
      <PlaceAndThings {...props} />
    </Stack>
  );
}

function Performers({ form, readOnly, staff }: FieldProps & { staff: Employee[] }) {
  const text = useTexts(texts);
  return (
    <Checkbox.Group label={text.staff} {...form.getInputProps("performedBy")}>
      {staff.length === 0 && <Text c="dimmed">{text.noStaff}</Text>}
      <Stack gap={6} mt={6}>
        {staff.map(({ id, name, allServices }) => (
          <Group key={id} gap="xs">
            <Checkbox
              value={String(id)}
              disabled={readOnly || allServices}
              label={name}
              {...(allServices ? { description: text.everyService } : {})}
            />
          </Group>
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

/** The three ways in which a service can ask for confirmation. */
export function Confirmation({ form, readOnly }: FieldProps) {
  const text = useTexts(texts);
  return (
    <Select
      label={text.confirm}
      data={[
        { value: "company", label: text.asCompany },
        { value: "yes", label: text.yes },
        { value: "no", label: text.no },
      ]}
      allowDeselect={false}
      readOnly={readOnly}
      {...form.getInputProps("requiresConfirmation")}
    />
  );
}
