import { Group, NumberInput, SegmentedControl, Stack, Text, TextInput, Title } from "@mantine/core";
import { getProduct } from "../../../src/domain/commerce/products/operations.ts";
import { listStockMovements, setStock } from "../../../src/domain/commerce/products/stock/operations.ts";
import { fill, useSay, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAsk, useDo, useList } from "../parts/data.ts";
import { FormEnd, useRecordForm } from "../parts/form.tsx";
import { Rows } from "../parts/rows.tsx";
import { Waiting } from "../parts/states.tsx";
import { texts } from "./texts.ts";

/** How many there are, a way to change that, and every change so far. */
export function Stock({ id }: { id: number }) {
  const text = useTexts(texts);
  const say = useSay();
  const { may } = useSession();
  const product = useAsk(getProduct, { id: String(id) });
  if (product.data?.id !== id) return <Waiting />;
  const { stock, version } = product.data;
  return (
    <Stack gap="lg">
      <Text fz="xl" fw={600} className="figures" role="status">
        {fill(text.inStock, { count: say.number(stock) })}
      </Text>
      {may("products:write") && <Change key={version} id={id} stock={stock} />}
      <Movements id={id} />
    </Stack>
  );
}

const reasons = ["received", "sold", "adjusted", "set"] as const;
type Reason = (typeof reasons)[number];

/** What came is typed as it came and what was sold as it went: nobody has to think of a sign. */
const changeOf = (reason: Reason, typed: number) =>
  reason === "set" ? { quantity: typed } : { adjustment: reason === "sold" ? -typed : typed };

function Change({ id, stock }: { id: number; stock: number }) {
  const text = useTexts(texts);
  const say = useSay();
  const change = useDo(setStock);
  const { form, refusal, sending, onSubmit } = useRecordForm(
    { reason: "received" as Reason, quantity: "" as number | string, note: "" },
    ({ reason, quantity, note }) =>
      change.deed({ id: String(id), reason, ...changeOf(reason, Number(quantity)), ...(note ? { note } : {}) }),
    { nameOf: (field) => (field === "adjustment" ? "quantity" : field) },
  );
  const { reason, quantity } = form.values;
  const { adjustment = 0, quantity: counted } = {
    quantity: undefined,
    adjustment: undefined,
    ...changeOf(reason, Number(quantity)),
  };
  const label = { received: text.quantity, sold: text.quantity, adjusted: text.quantityBy, set: text.quantityNow }[
    reason
  ];
  return (
    <form onSubmit={onSubmit} noValidate aria-label={text.adjust}>
      <Stack gap="sm">
        <Title order={2}>{text.adjust}</Title>
        <SegmentedControl
          aria-label={text.why}
          data={reasons.map((value) => ({ value, label: text[value] }))}
          {...form.getInputProps("reason")}
        />
        <NumberInput
          label={label}
          required
          allowDecimal={false}
          allowNegative={reason === "adjusted" || reason === "set"}
          {...form.getInputProps("quantity")}
        />
        <TextInput label={text.note} {...form.getInputProps("note")} />
        {quantity !== "" && (
          <Text c="dimmed">{fill(text.willBe, { count: say.number(counted ?? stock + adjustment) })}</Text>
        )}
        <FormEnd form={form} refusal={refusal} sending={sending} />
      </Stack>
    </form>
  );
}

function Movements({ id }: { id: number }) {
  const text = useTexts(texts);
  const say = useSay();
  const list = useList(listStockMovements, { id: String(id), limit: "25" });
  return (
    <Stack gap="xs">
      <Title order={2}>{text.movements}</Title>
      <Rows label={text.movements} list={list} empty={{ title: text.noMovements, text: "" }}>
        {({ delta, stockAfter, reason, note, by, createdAt }) => (
          <Group justify="space-between" wrap="nowrap" px="md" py="xs">
            <div>
              <Text>{[text[reason], note].filter(Boolean).join(": ")}</Text>
              <Text size="sm" c="dimmed">
                {say.dateTime(createdAt)} · {by}
              </Text>
            </div>
            <div style={{ textAlign: "end", whiteSpace: "nowrap" }} className="figures">
              <Text fw={600}>{`${delta > 0 ? "+" : "−"}${say.number(Math.abs(delta))}`}</Text>
              <Text size="sm" c="dimmed">
                {fill(text.after, { count: say.number(stockAfter) })}
              </Text>
            </div>
          </Group>
        )}
      </Rows>
    </Stack>
  );
}
