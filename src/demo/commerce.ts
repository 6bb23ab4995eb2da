import { iso } from "../platform/schemas.ts";

// The salon's shelf and its books. SHMP-001 is not on the shelf: the documentation's example puts it there.

const categories = [
  { name: "Hair Care", description: "To wash and to keep", color: "#0f766e" },
  { name: "Styling", description: "To hold and to shape", color: "#9d174d" },
  { name: "Tools", description: "To use at home", color: "#1d4ed8" },
];

/** `category` by its place in the list above. Prices and costs in cents. */
const products = [
  { name: "Daily Shampoo", sku: "SHMP-101", barcode: "4006381333931", price: 1899, cost: 820, stock: 34, category: 0 },
  { name: "Repair Shampoo", sku: "SHMP-102", price: 2299, cost: 990, stock: 18, category: 0 },
  { name: "Moisture Conditioner", sku: "COND-101", price: 2199, cost: 940, stock: 27, category: 0 },
  { name: "Colour Mask", sku: "MASK-101", price: 2999, cost: 1350, stock: 4, category: 0 },
  { name: "Argan Oil", sku: "OILS-101", price: 3499, cost: 1600, stock: 9, category: 0 },
  { name: "Scalp Serum", sku: "SERM-101", price: 3999, cost: 1850, stock: 0, category: 0 },
  { name: "Sea Salt Spray", sku: "SPRY-101", price: 1799, cost: 700, stock: 22, category: 1 },
  { name: "Matte Clay", sku: "CLAY-101", price: 1999, cost: 810, stock: 3, category: 1 },
  { name: "Strong Hold Hairspray", sku: "SPRY-102", price: 1699, cost: 640, stock: 41, category: 1 },
  { name: "Beard Oil", sku: "OILS-102", price: 1599, cost: 600, stock: 15, category: 1 },
  { name: "Paddle Brush", sku: "BRSH-101", price: 2499, cost: 980, stock: 12, category: 2 },
  { name: "Ceramic Hairdryer", sku: "DRYR-101", price: 12900, cost: 7400, stock: 5, category: 2 },
  { name: "Gift Voucher Box", price: 500, trackStock: false, category: 2 },
];
const lowStockThreshold = 5;

const haircut = { description: "Haircut", unitPrice: 3500 };
const colour = { description: "Color Treatment", unitPrice: 9500 };
const mask = { description: "Colour Mask", unitPrice: 2999, quantity: 2 };
const styling = { description: "Bridal styling, by the hour", unitPrice: 8000, quantity: 2.5 };

/** `customer` by its place in the cast, `due` in days from today. `became` is what became of an issued one. */
const invoices = [
  { customer: 0, due: -40, items: [haircut, mask], became: "paid" },
  { customer: 1, due: -21, items: [haircut], became: "overdue" },
  { customer: 3, due: -3, items: [colour, mask], discount: 1000, became: "overdue" },
  { customer: 4, due: 14, items: [styling], notes: "Thank you for having us on your day.", became: "sent" },
  { customer: 5, due: 30, items: [haircut, colour], became: "sent" },
  { customer: 6, due: 7, items: [haircut], became: "void" },
  { customer: 7, due: 14, items: [colour], became: "paid" },
  { customer: 8, due: 14, items: [haircut, { ...mask, discount: 500 }], became: "draft" },
];

type Does = (name: string, body: object, query?: object) => Promise<{ id: number }>;

/** Products with their stock, and invoices in each status. `now` is epoch milliseconds. */
export async function fillCommerce(does: Does, customerIds: number[], now: number): Promise<void> {
  const categoryIds: number[] = [];
  for (const [position, category] of categories.entries())
    categoryIds.push((await does("product-categories.create", { ...category, position })).id);
  const productIds = new Map<string, number>();
  for (const { category, ...product } of products) {
    const draft = { ...product, categoryId: categoryIds[category], lowStockThreshold };
    productIds.set(product.name, (await does("products.create", draft)).id);
  }
  const oil = { id: String(productIds.get("Argan Oil")) };
  await does("products.setStock", { adjustment: 12, reason: "received", note: "Spring delivery" }, oil);
  await does("products.setStock", { adjustment: -2, reason: "sold" }, oil);
  for (const { customer, due, became, items, ...invoice } of invoices) {
    const { id } = await does("invoices.create", {
      ...invoice,
      customerId: customerIds[customer],
      items: items.map((item) => ({ ...item, productId: productIds.get(item.description) ?? null })),
      dueDate: iso(now + due * 86_400_000).slice(0, 10),
      status: became === "draft" ? "draft" : "sent",
    });
    if (became === "paid" || became === "void") await does("invoices.update", { status: became }, { id: String(id) });
  }
}
