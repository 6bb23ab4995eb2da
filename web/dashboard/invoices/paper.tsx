import { Group, Stack, Table, Text } from "@mantine/core";
import { useSay, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import type { Invoice } from "./draft.tsx";
import { InvoiceStatus } from "./status.tsx";
import { texts } from "./texts.ts";

/** An invoice as its customer gets it. */
export function Paper({ invoice }: { invoice: Invoice }) {
  const text = useTexts(texts);
  const say = useSay();
  const { business } = useSession();
  const { customer, number, status, issuedAt, dueDate, paidAt, notes } = invoice;
  return (
    <Stack gap="lg" component="article" aria-label={`${text.invoice} ${number ?? text.draft}`}>
      <Group justify="space-between" align="flex-start">
        <div>
          <Text fz="xl" fw={600}>
            {business.name}
          </Text>
          <Group gap="xs">
            <Text>
              {text.invoice} {number ?? text.draft}
            </Text>
            <InvoiceStatus status={status} />
          </Group>
        </div>
        <Stack gap={2} className="figures">
          {issuedAt && <Text>{`${text.issued}: ${say.date(issuedAt)}`}</Text>}
          {dueDate && <Text>{`${text.due}: ${say.day(dueDate)}`}</Text>}
          {paidAt && <Text>{`${text.paidOn}: ${say.date(paidAt)}`}</Text>}
        </Stack>
      </Group>
      <div>
        <Text size="sm" c="dimmed">
          {text.billTo}
        </Text>
        <Text fw={600}>{customer.name || text.deleted}</Text>
        {customer.address && <Text style={{ whiteSpace: "pre-line" }}>{customer.address}</Text>}
        {customer.email && <Text>{customer.email}</Text>}
      </div>
      <PaperItems invoice={invoice} />
      {notes && <Text style={{ whiteSpace: "pre-line" }}>{notes}</Text>}
    </Stack>
  );
}

function PaperItems({ invoice: { items, currency, subtotal, discount, total } }: { invoice: Invoice }) {
  const text = useTexts(texts);
  const say = useSay();
  const sum = (label: string, amount: number, strong = false) => (
    <Table.Tr>
      <Table.Td colSpan={3} ta="right" fw={strong ? 600 : 400}>
        {label}
      </Table.Td>
      <Table.Td ta="right" fw={strong ? 600 : 400}>
        {say.money(amount, currency)}
      </Table.Td>
    </Table.Tr>
  );
  return (
    <Table horizontalSpacing={6}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{text.description}</Table.Th>
          <Table.Th ta="right">{text.quantity}</Table.Th>
          <Table.Th ta="right">{text.unitPrice}</Table.Th>
          <Table.Th ta="right">{text.total}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {items.map((item) => (
          <Table.Tr key={item.id}>
            <Table.Td>
              {item.description}
              {item.discount > 0 && (
                <Text size="sm" c="dimmed">{`${text.discount}: −${say.money(item.discount, currency)}`}</Text>
              )}
            </Table.Td>
            <Table.Td ta="right">{say.number(item.quantity)}</Table.Td>
            <Table.Td ta="right">{say.money(item.unitPrice, currency)}</Table.Td>
            <Table.Td ta="right">{say.money(item.total, currency)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
      <Table.Tfoot>
        {discount > 0 && sum(text.subtotal, subtotal)}
        {discount > 0 && sum(text.discount, -discount)}
        {sum(text.total, total, true)}
      </Table.Tfoot>
    </Table>
  );
}
