import type { Context } from "../../../../platform/operation.ts";
import { iso } from "../../../../platform/schemas.ts";
import "../../tables.ts";
import type { Reason } from "./schema.ts";

/** Writes down that a product's stock is no longer `before`. The caller holds the product's row. */
export async function recordMovement(
  context: Context,
  product: { id: number; stock: number },
  before: number,
  { reason, note = null }: { reason: Reason; note?: string | null | undefined },
): Promise<void> {
  await context.db
    .insertInto("stockMovements")
    .values({
      businessId: context.businessId,
      productId: product.id,
      delta: product.stock - before,
      stockAfter: product.stock,
      reason,
      note,
      actorName: context.caller.name,
      userId: context.caller.userId,
      createdAt: iso(context.now),
    })
    .execute();
}
