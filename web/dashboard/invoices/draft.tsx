import { Stack, Text, Textarea, TextInput } from "@mantine/core";
import {
  addInvoice,
  deleteInvoice,
  type getInvoice,
  updateInvoice,
} from "../../../src/domain/commerce/invoices/operations.ts";
import type { Answer } from "../../shared/api.ts";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAddress } from "../parts/address.ts";
import { useDo } from "../parts/data.ts";
import { FormEnd, useRecordForm } from "../parts/form.tsx";
import { PickCustomer } from "../parts/pick.tsx";
import { Actions } from "./actions.tsx";
import { emptyItem, Items, type TypedItem } from "./items.tsx";
import { texts } from "./texts.ts";
import { Totals } from "./totals.tsx";

export type Invoice = Answer<typeof getInvoice>;

const valuesOf = (invoice: Invoice | null, customerId: number | null) => ({
  customerId: invoice?.customerId ?? customerId,
  items: invoice
    ? invoice.items.map(
        ({ id, description, quantity, unitPrice, discount, productId, serviceId }): TypedItem => ({
          key: String(id),
          description,
          quantity,
          unitPrice,
          discount,
          productId,
          serviceId,
        }),
      )
    : [emptyItem()],
  dueDate: invoice?.dueDate ?? "",
  discount: (invoice?.discount ?? 0) as number | null,
  notes: invoice?.notes ?? "",
});
export type Values = ReturnType<typeof valuesOf>;

const toSend = ({ customerId, items, dueDate, discount, notes }: Values) => ({
  customerId: customerId ?? 0,
  items: items.map(({ key: _, ...item }) => ({
    ...item,
    quantity: Number(item.quantity) || 0,
    unitPrice: item.unitPrice ?? 0,
    discount: item.discount ?? 0,
  })),
  dueDate: dueDate || null,
  discount: discount ?? 0,
  notes: notes || null,
});

/** An invoice that nobody has been sent yet: everything about it can be changed. */
export function DraftForm({ invoice, close }: { invoice: Invoice | null; close: () => void }) {
  const text = useTexts(texts);
  const { business } = useSession();
  const [{ customerId }, setAddress] = useAddress();
  const create = useDo(addInvoice, { alsoChanges: ["customers"] });
  const update = useDo(updateInvoice, { alsoChanges: ["customers"] });
  const remove = useDo(deleteInvoice, { alsoChanges: ["customers"] });
  const currency = invoice?.currency ?? business.currency;
  const { form, refusal, sending, onSubmit } = useRecordForm(
    valuesOf(invoice, customerId ? Number(customerId) : null),
    (values) => {
      const fields = toSend(values);
      if (invoice) return update.deed({ id: String(invoice.id), ...fields, options: { ifMatch: invoice.version } });
      // Stays open: what comes next is to send it.
      return create.deed(fields, ({ id }) => setAddress({ id: String(id), customerId: undefined }));
    },
    invoice ? { done: close } : {},
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        {invoice && <Actions invoice={invoice} blocked={form.isDirty()} />}
        <PickCustomer label={text.customer} required {...form.getInputProps("customerId")} />
        <Items form={form} currency={currency} />
        <Totals form={form} currency={currency} />
        <TextInput type="date" label={text.due} {...form.getInputProps("dueDate")} />
        <Textarea label={text.notes} autosize minRows={2} {...form.getInputProps("notes")} />
        <Text size="sm" c="dimmed">
          {text.sendDraft}
        </Text>
        <FormEnd
          form={form}
          refusal={refusal}
          sending={sending}
          cancel={close}
          deletion={invoice && { name: text.draft, run: () => remove.mutateAsync({ id: String(invoice.id) }) }}
        />
      </Stack>
    </form>
  );
}
