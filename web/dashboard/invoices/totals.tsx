import { Group, Stack, Text } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useSay, useTexts } from "../../shared/locale.ts";
import { MoneyInput } from "../parts/money.tsx";
import type { Values } from "./draft.tsx";
import { sumsOf } from "./sums.ts";
import { texts } from "./texts.ts";

/** What it comes to, as one types. */
export function Totals({ form, currency }: { form: UseFormReturnType<Values>; currency: string }) {
  const text = useTexts(texts);
  const say = useSay();
  const { items, discount } = form.values;
  const { subtotal, total } = sumsOf(items, discount);
  return (
    <Stack gap="xs" align="stretch" ml="auto" w={{ base: "100%", xs: 320 }}>
      <Group justify="space-between">
        <Text c="dimmed">{text.subtotal}</Text>
        <Text className="figures">{say.money(subtotal, currency)}</Text>
      </Group>
      <Group justify="space-between" wrap="nowrap">
        <Text c="dimmed" id="discount-all">
          {text.discountAll}
        </Text>
        <MoneyInput aria-labelledby="discount-all" currency={currency} w={130} {...form.getInputProps("discount")} />
      </Group>
      <Group justify="space-between" role="status">
        <Text fw={600}>{text.total}</Text>
        <Text fw={600} fz="lg" className="figures">
          {say.money(total, currency)}
        </Text>
      </Group>
    </Stack>
  );
}
