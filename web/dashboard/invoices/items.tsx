import { ActionIcon, Button, Group, NumberInput, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { randomId } from "@mantine/hooks";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { listProducts } from "../../../src/domain/commerce/products/operations.ts";
import { listServices } from "../../../src/domain/services/services/operations.ts";
import { fill, useSay, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAll } from "../parts/data.ts";
import { MoneyInput } from "../parts/money.tsx";
import type { Values } from "./draft.tsx";
import { totalOf } from "./sums.ts";
import { texts } from "./texts.ts";

/** An item as it is typed. `key` tells rows apart while they are added and taken away. */
export type TypedItem = {
  key: string;
  description: string;
  quantity: number | string;
  unitPrice: number | null;
  discount: number | null;
  productId: number | null;
  serviceId: number | null;
};
export const emptyItem = (): TypedItem => ({
  key: randomId(),
  description: "",
  quantity: 1,
  unitPrice: 0,
  discount: 0,
  productId: null,
  serviceId: null,
});

type Props = { form: UseFormReturnType<Values>; currency: string };

export function Items({ form, currency }: Props) {
  const text = useTexts(texts);
  const { items } = form.values;
  return (
    <Stack gap="sm" role="group" aria-label={text.items}>
      <Text fw={600}>{text.items}</Text>
      <ul className="rows">
        {items.map((item, index) => (
          <li key={item.key}>
            <Item form={form} currency={currency} item={item} index={index} />
          </li>
        ))}
      </ul>
      {form.errors.items && <Text c="red">{form.errors.items}</Text>}
      <Group gap="xs">
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => form.insertListItem("items", emptyItem())}
        >
          {text.addItem}
        </Button>
        <FromCatalog form={form} currency={currency} />
      </Group>
    </Stack>
  );
}

function Item({ form, currency, item, index }: Props & { item: TypedItem; index: number }) {
  const text = useTexts(texts);
  const say = useSay();
  const at = (field: keyof TypedItem) => form.getInputProps(`items.${index}.${field}`);
  const n = { n: index + 1 };
  return (
    <Stack gap="xs" p="sm" role="group" aria-label={fill(text.itemN, n)}>
      <Group wrap="nowrap" align="flex-end" gap="xs">
        <TextInput label={text.description} required style={{ flex: 1 }} {...at("description")} />
        {form.values.items.length > 1 && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="input-sm"
            aria-label={fill(text.removeItem, n)}
            onClick={() => form.removeListItem("items", index)}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        )}
      </Group>
      <SimpleGrid cols={{ base: 2, xs: 4 }} spacing="xs">
        <NumberInput
          label={text.quantity}
          min={0}
          decimalScale={3}
          allowNegative={false}
          hideControls
          {...at("quantity")}
        />
        <MoneyInput label={text.unitPrice} currency={currency} {...at("unitPrice")} />
        <MoneyInput label={text.discount} currency={currency} {...at("discount")} />
        <div style={{ textAlign: "end" }}>
          <Text size="sm" fw={500}>
            {text.total}
          </Text>
          <Text className="figures" pt={7}>
            {say.money(totalOf(item), currency)}
          </Text>
        </div>
      </SimpleGrid>
    </Stack>
  );
}

/** Puts something that is sold onto the invoice, with its name and price. */
function FromCatalog({ form }: Props) {
  const text = useTexts(texts);
  const { may } = useSession();
  const services = useAll(listServices, may("services:read") ? {} : null).data ?? [];
  const products = useAll(listProducts, may("products:read") ? {} : null).data ?? [];
  if (services.length + products.length === 0) return null;

  function add(value: string | null) {
    const [kind, id] = (value ?? "").split("-");
    const found = (kind === "s" ? services : products).find((one) => one.id === Number(id));
    if (!found) return;
    const item = {
      ...emptyItem(),
      description: found.name,
      unitPrice: found.price,
      ...(kind === "s" ? { serviceId: found.id } : { productId: found.id }),
    };
    // An item that nothing was typed into yet makes room.
    const kept = form.values.items.filter(({ description, unitPrice }) => description || unitPrice);
    form.setFieldValue("items", [...kept, item]);
  }

  return (
    <Select
      aria-label={text.fromCatalog}
      placeholder={text.fromCatalog}
      searchable
      value={null}
      onChange={add}
      data={[
        { group: text.services, items: services.map(({ id, name }) => ({ value: `s-${id}`, label: name })) },
        { group: text.products, items: products.map(({ id, name }) => ({ value: `p-${id}`, label: name })) },
      ]}
      w={260}
    />
  );
}
