import type { Row } from "../../../platform/database.ts";
import type { Context } from "../../../platform/operation.ts";
import { readBusiness } from "../../identity/businesses/store.ts";
import { localDate } from "../../time/availability/zone.ts";
import type { Status } from "./schema.ts";
import { itemsOf } from "./store.ts";

/** The date where the business is. */
export const today = async (context: Context): Promise<string> =>
  localDate((await readBusiness(context)).timeZone, context.now);

/** Overdue is never stored: it would have to be set at midnight, in each business's zone. `today` is a local date. */
export const statusOn = (today: string, { status, dueDate }: Pick<Row<"invoices">, "status" | "dueDate">): Status =>
  status === "sent" && dueDate !== null && dueDate < today ? "overdue" : status;

/** Invoices as they go out: two queries however many there are. */
export async function inFull(context: Context, invoices: Row<"invoices">[]) {
  const date = await today(context);
  const items = Map.groupBy(
    await itemsOf(
      context,
      invoices.map(({ id }) => id),
    ),
    ({ invoiceId }) => invoiceId,
  );
  return invoices.map(({ customerName, customerEmail, customerAddress, ...invoice }) => ({
    ...invoice,
    status: statusOn(date, invoice),
    customer: { id: invoice.customerId, name: customerName, email: customerEmail, address: customerAddress },
    items: (items.get(invoice.id) ?? []).map((item) => ({ ...item, quantity: item.quantity / 1000 })),
  }));
}
