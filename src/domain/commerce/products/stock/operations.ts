import { sql } from "kysely";
import { conflict, type DomainError, invalid, notFound, refuse } from "../../../../platform/errors.ts";
import { operation } from "../../../../platform/operation.ts";
import { page } from "../../../../platform/page.ts";
import { changeRecord, findRecord, listRecords } from "../../../../platform/records.ts";
import { Product, ProductId, StockLevel } from "../schema.ts";
import { withCategories } from "../store.ts";
import { recordMovement } from "./record.ts";
import { MovementSearch, StockChange, StockMovement } from "./schema.ts";

const address = "/api/services/products/stock";

export const listStockMovements = operation({
  name: "products.stock",
  http: `GET ${address}`,
  access: "products:read",
  summary: "List every change of a product's stock, latest first",
  query: MovementSearch,
  output: page(StockMovement),
  errors: [notFound],
  async run(context, { id, ...paging }) {
    await findRecord(context, "products", "product", id);
    const found = await listRecords(context, "stockMovements", paging, {
      where: [sql`product_id = ${id}`],
      descending: true,
    });
    return { ...found, items: found.items.map(({ actorName, ...movement }) => ({ ...movement, by: actorName })) };
  },
});

export const setStock = operation({
  name: "products.setStock",
  http: `POST ${address}`,
  tool: "update_product_stock",
  access: "products:write",
  summary: "Set a product's stock, or add to it or take from it",
  description:
    "Send `quantity` (how many there are now) or `adjustment` (how many came or went). Adjustments at the same time all count. Stock never falls below 0 (409) unless the product allows backorders.",
  query: ProductId,
  body: StockChange,
  output: Product,
  errors: [conflict, notFound],
  async run(context, { id, quantity, adjustment, reason, note }) {
    // The row's lock is what makes adjustments at the same time follow each other.
    const before = await findRecord(context, "products", "product", id, { lock: true });
    const stock = quantity ?? before.stock + adjustment!;
    if (!StockLevel.safeParse(stock).success) throw invalid("adjustment", "Leads beyond a thousand million pieces");
    if (stock < 0 && !before.allowBackorder) throw notEnough(before, adjustment);
    const { after } = await changeRecord(context, "products", "product", id, { stock });
    await recordMovement(context, after, before.stock, {
      reason: reason ?? (quantity === undefined ? "adjusted" : "set"),
      note,
    });
    return (await withCategories(context, [after]))[0]!;
  },
});

function notEnough({ name, stock }: { name: string; stock: number }, adjustment: number | undefined): DomainError {
  if (adjustment === undefined)
    return refuse(conflict, `${name} cannot have a stock below 0, because it does not allow backorders.`, [
      { field: "quantity", message: "Must not be below 0", stock },
    ]);
  return refuse(conflict, `There are ${stock} of ${name}, so ${-adjustment} cannot be taken away.`, [
    { field: "adjustment", message: `Takes more than the ${stock} that are there`, stock },
  ]);
}
