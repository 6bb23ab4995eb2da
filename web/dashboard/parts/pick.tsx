import { MultiSelect, type MultiSelectProps, Select, type SelectProps } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { getCustomer, listCustomers } from "../../../src/domain/services/customers/operations.ts";
import { useAsk } from "./data.ts";

type Named = { id: number; name: string };
const optionOf = ({ id, name }: Named) => ({ value: String(id), label: name });

type OneProps = Omit<SelectProps, "data" | "value" | "onChange"> & {
  items: readonly Named[];
  value?: number | null;
  onChange?: (id: number | null) => void;
};

/** One of a few records, by its name; the form holds its id. */
export const PickOne = ({ items, value, onChange, ...rest }: OneProps) => (
  <Select
    searchable={items.length > 7}
    clearable={!rest.required}
    {...rest}
    data={items.map(optionOf)}
    value={value ? String(value) : null}
    onChange={(id) => onChange?.(id ? Number(id) : null)}
  />
);

type ManyProps = Omit<MultiSelectProps, "data" | "value" | "onChange"> & {
  items: readonly Named[];
  value?: number[];
  onChange?: (ids: number[]) => void;
};

/** Several of them. */
export const PickMany = ({ items, value = [], onChange, ...rest }: ManyProps) => (
  <MultiSelect
    searchable
    hidePickedOptions
    {...rest}
    data={items.map(optionOf)}
    value={value.map(String)}
    onChange={(ids) => onChange?.(ids.map(Number))}
  />
);

/** A customer, found by name, e-mail address or phone number among however many there are. */
export function PickCustomer({ value, onChange, ...rest }: Omit<OneProps, "items">) {
  const [typed, setTyped] = useState("");
  const [sought] = useDebouncedValue(typed, 200);
  const chosen = useAsk(getCustomer, value ? { id: String(value) } : null);
  const known = value && chosen.data?.id === value ? chosen.data : null;
  const found = useAsk(listCustomers, { search: sought === known?.name ? "" : sought, limit: "20" });
  const items = found.data?.items ?? [];
  const all = known && !items.some(({ id }) => id === known.id) ? [known, ...items] : items;
  return (
    <Select
      searchable
      clearable={!rest.required}
      {...rest}
      data={all.map(({ id, name, email, phone }) => ({
        value: String(id),
        label: name,
        description: email ?? phone ?? "",
      }))}
      // The server has sought already.
      filter={({ options }) => options}
      renderOption={({ option }) => (
        <div>
          {option.label}
          <div style={{ fontSize: "0.75rem", opacity: 0.8 }}>
            {(option as typeof option & { description?: string }).description}
          </div>
        </div>
      )}
      onSearchChange={setTyped}
      value={value ? String(value) : null}
      onChange={(id) => onChange?.(id ? Number(id) : null)}
    />
  );
}
