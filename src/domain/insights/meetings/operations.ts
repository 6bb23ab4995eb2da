import { operation } from "../../../platform/operation.ts";
import { InsightsQuery } from "../schema.ts";
import { readAnalytics, readPopular, readScheduleStats } from "./analytics.ts";
import { readBusiest, readDashboard } from "./moments.ts";
import { readNoShows, readStaff } from "./people.ts";
import {
  Analytics,
  BusiestDays,
  Dashboard,
  MeetingsQuery,
  NoShowReport,
  PopularEventTypes,
  ScheduleStats,
  StaffPerformance,
  TopQuery,
  TrendQuery,
} from "./schema.ts";

const address = "/api/insights";

export const getBookingAnalytics = operation({
  name: "insights.bookings",
  http: `GET ${address}/bookings`,
  tool: "booking_analytics",
  access: "insights:read",
  summary: "Get how many bookings were made, cancelled, missed and moved on some days, and their trend",
  query: TrendQuery,
  output: Analytics,
  run: readAnalytics,
});

export const getPopularEventTypes = operation({
  name: "insights.popularEventTypes",
  http: `GET ${address}/popular-event-types`,
  tool: "popular_event_types",
  access: "insights:read",
  summary: "Get the event types that are booked most, with their share and cancellations",
  query: TopQuery,
  output: PopularEventTypes,
  run: readPopular,
});

export const getBusiestDays = operation({
  name: "insights.busiestDays",
  http: `GET ${address}/busiest-days`,
  tool: "busiest_days",
  access: "insights:read",
  summary: "Get on which weekdays and at which hours people come",
  query: MeetingsQuery,
  output: BusiestDays,
  run: readBusiest,
});

export const getNoShowReport = operation({
  name: "insights.noShows",
  http: `GET ${address}/no-shows`,
  tool: "no_show_report",
  access: "insights:read",
  summary: "Get how many did not come, to what, and who more than once",
  query: MeetingsQuery,
  output: NoShowReport,
  run: readNoShows,
});

export const getStaffPerformance = operation({
  name: "insights.staff",
  http: `GET ${address}/staff`,
  tool: "staff_performance",
  access: "insights:read",
  summary: "Get what each person did, as a host and as an employee",
  query: InsightsQuery,
  output: StaffPerformance,
  run: readStaff,
});

export const getScheduleStats = operation({
  name: "insights.schedule",
  http: `GET ${address}/schedule`,
  tool: "get_schedule_stats",
  access: "insights:read",
  summary: "Get scheduling statistics of some days: bookings and appointments side by side",
  query: InsightsQuery,
  output: ScheduleStats,
  run: readScheduleStats,
});

export const getDashboard = operation({
  name: "insights.dashboard",
  http: `GET ${address}/dashboard`,
  tool: "dashboard_summary",
  access: "insights:read",
  summary: "Get today and this week at a glance: appointments, revenue, bookings, customers, locations",
  output: Dashboard,
  run: readDashboard,
});
