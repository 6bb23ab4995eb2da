import type { ColumnType, Generated, GeneratedAlways } from "kysely";

// How commerce's tables look from TypeScript; migrations/0013_commerce.sql says why they are so.

type Record = {
  businessId: number;
  id: Generated<number>;
  version: Generated<number>;
  createdAt: string;
  updatedAt: Generated<string>;
};
type Nullable<Type> = ColumnType<Type | null, Type | null | undefined, Type | null>;

declare module "../../platform/database.ts" {
  interface Tables {
    productCategories: Record & {
      name: string;
      description: Nullable<string>;
      color: Nullable<string>;
      position: Generated<number>;
    };
    products: Record & ProductFields;
    stockMovements: {
      businessId: number;
      id: Generated<number>;
      productId: number;
      delta: number;
      stockAfter: number;
      reason: "set" | "received" | "sold" | "adjusted" | "import";
      note: Nullable<string>;
      actorName: string;
      userId: Nullable<number>;
      createdAt: string;
    };
    invoiceNumbers: { businessId: number; last: number };
    invoices: Record & InvoiceFields;
    invoiceItems: {
      businessId: number;
      id: Generated<number>;
      invoiceId: number;
      position: number;
      description: string;
      quantity: number;
      unitPrice: number;
      discount: number;
      total: number;
      productId: Nullable<number>;
      serviceId: Nullable<number>;
    };
  }
}

type ProductFields = {
  categoryId: Nullable<number>;
  locationId: Nullable<number>;
  name: string;
  description: Nullable<string>;
  sku: Nullable<string>;
  skuKey: GeneratedAlways<string | null>;
  barcode: Nullable<string>;
  price: number;
  cost: Nullable<number>;
  currency: string;
  stock: Generated<number>;
  trackStock: Generated<boolean>;
  allowBackorder: Generated<boolean>;
  lowStockThreshold: Nullable<number>;
  lowStock: GeneratedAlways<boolean>;
  inStock: GeneratedAlways<boolean>;
  imageUrl: Nullable<string>;
  active: Generated<boolean>;
  deletedAt: Nullable<string>;
};

type InvoiceFields = {
  uid: string;
  number: Nullable<string>;
  status: Generated<"draft" | "sent" | "paid" | "void">;
  customerId: Nullable<number>;
  customerName: string;
  customerEmail: Nullable<string>;
  customerAddress: Nullable<string>;
  appointmentId: Nullable<number>;
  currency: string;
  subtotal: number;
  discount: Generated<number>;
  total: number;
  dueDate: Nullable<string>;
  notes: Nullable<string>;
  issuedAt: Nullable<string>;
  sentAt: Nullable<string>;
  paidAt: Nullable<string>;
  voidedAt: Nullable<string>;
};
