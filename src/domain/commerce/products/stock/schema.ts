import { z } from "zod";
import { PageQuery } from "../../../../platform/page.ts";
import { Id, InstantOut } from "../../../../platform/schemas.ts";
import { ProductId, StockLevel } from "../schema.ts";

export const reasons = ["set", "received", "sold", "adjusted", "import"] as const;
export type Reason = (typeof reasons)[number];

export const StockMovement = z
  .object({
    id: Id,
    productId: Id,
    delta: z.int().meta({ description: "What came (above 0) or went (below 0)" }),
    stockAfter: z.int().meta({ description: "How many there were then" }),
    reason: z.enum(reasons),
    note: z.string().nullable(),
    by: z.string().meta({ description: "Who changed it" }),
    userId: Id.nullable(),
    createdAt: InstantOut,
  })
  .meta({ id: "StockMovement" });

export const MovementSearch = PageQuery.extend(ProductId.shape);

/** What may be said when stock is changed by hand: imports say so themselves. */
const said = ["set", "received", "sold", "adjusted"] as const;

export const StockChange = z
  .strictObject({
    quantity: StockLevel.optional().meta({
      description: "How many there are now, whatever was known before. Send this or adjustment, not both",
    }),
    adjustment: StockLevel.optional().meta({
      description:
        "What to add to the stock; negative takes away: -2 when two were sold. Send this or quantity, not both",
    }),
    reason: z.enum(said).optional().meta({
      description:
        "Why: received (adjustment above 0), sold (adjustment below 0), adjusted, or set. By default set with a quantity, else adjusted",
    }),
    note: z.string().trim().max(500).nullish().meta({ description: "A few words for the list of stock movements" }),
  })
  .refine(({ quantity, adjustment }) => (quantity === undefined) !== (adjustment === undefined), {
    error: "Send exactly one of quantity and adjustment",
    path: ["quantity"],
  })
  .refine(({ adjustment, reason }) => reason !== "received" || (adjustment ?? 0) > 0, {
    error: "What was received is an adjustment above 0",
    path: ["adjustment"],
  })
  .refine(({ adjustment, reason }) => reason !== "sold" || (adjustment ?? 0) < 0, {
    error: "What was sold is an adjustment below 0: it is taken from the stock",
    path: ["adjustment"],
  });
