import { Button, Select, SimpleGrid, Stack, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { getAvailability } from "../../../src/domain/services/availability/operations.ts";
import { listCustomers } from "../../../src/domain/services/customers/operations.ts";
import { useTexts } from "../../shared/locale.ts";
import { useAsk } from "../parts/data.ts";
import type { Draft } from "./form.tsx";
import { OpenSlots } from "./slots.tsx";
import { texts } from "./texts.ts";

type Chosen = { id: number; name: string } | null;

/** Finds a customer by what one knows of them. */
export function CustomerSelect({
  value,
  known,
  onChange,
  label,
}: {
  value: string | null;
  known?: Chosen;
  onChange: (id: string | null) => void;
  label: string;
}) {
  const text = useTexts(texts);
  const [typed, setTyped] = useState("");
  const [sought] = useDebouncedValue(typed, 200);
  const [picked, setPicked] = useState<Chosen>(known ?? null);
  // Choosing fills the field with the name, which is no search.
  const found = useAsk(listCustomers, {
    limit: "20",
    ...(sought && sought !== picked?.name ? { search: sought } : {}),
  });
  const people = found.data?.items ?? [];
  const all = picked && !people.some(({ id }) => id === picked.id) ? [picked, ...people] : people;
  return (
    <Select
      label={label}
      placeholder={text.findCustomer}
      data={all.map(({ id, name }) => ({ value: String(id), label: name }))}
      value={value}
      onChange={(id) => {
        setPicked(people.find((one) => String(one.id) === id) ?? null);
        onChange(id);
      }}
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      searchable
      clearable
      clearButtonProps={{ "aria-label": text.clear.replace("{name}", label) }}
      leftSection={<IconSearch size={16} aria-hidden />}
      miw={{ base: "100%", xs: 220 }}
    />
  );
}

/** Who it is for: somebody known, or somebody who comes for the first time. */
export function CustomerFields({ form, known }: { form: UseFormReturnType<Draft>; known: Chosen }) {
  const text = useTexts(texts);
  const isNew = form.values.newCustomer;
  return (
    <Stack gap={6}>
      {isNew ? (
        <>
          <TextInput label={text.name} required autoComplete="off" {...form.getInputProps("name")} />
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            <TextInput label={text.email} type="email" autoComplete="off" {...form.getInputProps("email")} />
            <TextInput label={text.phone} type="tel" autoComplete="off" {...form.getInputProps("phone")} />
          </SimpleGrid>
        </>
      ) : (
        <CustomerSelect
          label={text.customer}
          value={form.values.customerId}
          known={known}
          onChange={(id) => form.setFieldValue("customerId", id)}
        />
      )}
      <Button
        variant="subtle"
        size="compact-sm"
        style={{ alignSelf: "start" }}
        onClick={() => form.setFieldValue("newCustomer", !isNew)}
      >
        {isNew ? text.knownCustomer : text.newCustomer}
      </Button>
    </Stack>
  );
}

/** The times at which the service can be had that day, to pick one; any other may be typed. */
export function OpenTimes({
  form,
  zone,
  moving,
}: {
  form: UseFormReturnType<Draft>;
  zone: string;
  moving?: string | undefined;
}) {
  const { serviceId, employeeId, date, time } = form.values;
  const open = useAsk(
    getAvailability,
    serviceId && date
      ? { serviceId, date, ...(employeeId ? { employeeId } : {}), ...(moving ? { moving } : {}) }
      : null,
  );
  if (!open.data || !("days" in open.data)) return null;
  return (
    <OpenSlots
      days={open.isPlaceholderData ? undefined : open.data.days}
      date={date}
      time={time}
      zone={zone}
      pick={(at) => form.setFieldValue("time", at)}
    />
  );
}
