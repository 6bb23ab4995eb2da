import type { Refusals } from "../../platform/constraints.ts";
import type { Operation } from "../../platform/operation.ts";
import * as invoices from "./invoices/operations.ts";
import * as productCategories from "./product-categories/operations.ts";
import * as products from "./products/operations.ts";
import * as stock from "./products/stock/operations.ts";
import * as productStore from "./products/store.ts";
import * as productTransfer from "./products/transfer.ts";

export const operations: Operation[] = [
  ...Object.values(productCategories),
  ...Object.values(products),
  ...Object.values(stock),
  ...Object.values(productTransfer),
  ...Object.values(invoices),
];
export const refusals: Refusals = { ...productStore.refusals };
