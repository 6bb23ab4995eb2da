import { operation } from "../../platform/operation.ts";
import { readInsights } from "./insights.ts";
import { Insights, InsightsQuery, Stats } from "./schema.ts";
import { readStats } from "./stats.ts";

export const getStats = operation({
  name: "insights.stats",
  http: "GET /api/services/stats",
  access: "appointments:read",
  summary: "Get what the dashboard shows: today, this week, what comes next",
  description:
    "Days and weeks by the business's time zone and first day of the week. Revenue is the price, extras included, of completed appointments. Members who see only what is their own get their own figures.",
  output: Stats,
  run: readStats,
});

export const getInsights = operation({
  name: "insights.get",
  http: "GET /api/services/insights",
  access: "insights:read",
  summary: "Get how business went between two days, both included",
  description:
    "Revenue is the price, extras included, of completed appointments that started on these days; bookings are all that were neither canceled nor rejected. A group session counts once for each of its guests. Days are the business's.",
  query: InsightsQuery,
  output: Insights,
  run: readInsights,
});
