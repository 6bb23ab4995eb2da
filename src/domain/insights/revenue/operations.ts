import { operation } from "../../../platform/operation.ts";
import { readRevenue } from "./report.ts";
import { Revenue, RevenueQuery } from "./schema.ts";

export const getRevenue = operation({
  name: "insights.revenue",
  http: "GET /api/insights/revenue",
  tool: "revenue_report",
  access: "insights:read",
  summary:
    "Get what was earned on some days: by period, service, staff member and location, beside as many days before",
  description:
    "Revenue is the price, extras included, of completed appointments that started on these days, each guest of a group session by itself; what was paid for bookings of event types on these days; and paid invoices that belong to no appointment, on the day of the payment. Days and currency are the business's.",
  query: RevenueQuery,
  output: Revenue,
  run: readRevenue,
});
