import { z } from "zod";
import { Id, IdParameter } from "../../../platform/schemas.ts";
import { InsightsQuery } from "../schema.ts";

const Share = z.number().min(0).max(1);
const Count = z.int();

export const MeetingsQuery = InsightsQuery.extend({
  eventTypeId: IdParameter.optional().meta({ description: "Only bookings of this event type" }),
  teamId: IdParameter.optional().meta({ description: "Only bookings of this team's event types" }),
  userId: IdParameter.optional().meta({ description: "Only bookings that this user hosts" }),
});
export const TrendQuery = MeetingsQuery.extend({
  groupBy: z
    .enum(["day", "week", "month"])
    .default("day")
    .meta({ description: "How long the periods of the trend are; weeks begin on Monday. By default days" }),
});
export const TopQuery = MeetingsQuery.extend({
  limit: z
    .string()
    .regex(/^\d{1,2}$/, { error: "Must be a number from 1 to 50" })
    .transform(Number)
    .refine((count) => count >= 1 && count <= 50, { error: "Must be a number from 1 to 50" })
    .default(10)
    .meta({ description: "How many event types at most, 1 to 50; 10 by default" }),
});

const days = {
  from: z.string().meta({ description: "First day, in the business's zone" }),
  to: z.string().meta({ description: "Last day, itself included" }),
  timeZone: z.string(),
};
const counts = {
  total: Count.meta({ description: "Accepted and pending" }),
  accepted: Count,
  pending: Count,
  cancelled: Count,
  rejected: Count,
  noShows: Count.meta({ description: "Accepted ones to which the booker or the host did not come" }),
};

export const Analytics = z
  .object({
    ...days,
    ...counts,
    completed: Count.meta({ description: "Accepted, over, and everybody came" }),
    rescheduled: Count.meta({ description: "Moved at least once" }),
    cancellationRate: Share,
    bookedMinutes: Count,
    averageLeadMinutes: Count.nullable().meta({ description: "From the booking to its start" }),
    attendees: Count,
    trend: z
      .array(z.object({ period: z.string().meta({ description: "Its first day" }), bookings: Count, cancelled: Count }))
      .meta({ description: "Periods without bookings are left out" }),
  })
  .meta({ id: "BookingAnalytics" });

export const PopularEventTypes = z
  .object({
    ...days,
    eventTypes: z.array(
      z.object({
        id: Id.nullable().meta({ description: "null where the event type is no more" }),
        title: z.string(),
        bookings: Count,
        share: Share,
        cancellationRate: Share,
      }),
    ),
  })
  .meta({ id: "PopularEventTypes" });

export const BusiestDays = z
  .object({
    ...days,
    weekdays: z
      .array(z.object({ day: z.int(), name: z.string(), bookings: Count, appointments: Count, share: Share }))
      .meta({ description: "All seven, Sunday (0) first" }),
    hours: z.array(z.object({ hour: z.int(), bookings: Count })).meta({ description: "Starts by the local hour" }),
    busiest: z.string().nullable(),
  })
  .meta({ id: "BusiestDays" });

export const NoShowReport = z
  .object({
    ...days,
    meetings: Count.meta({ description: "Accepted bookings and appointments that are over" }),
    attendeeNoShows: Count,
    hostNoShows: Count,
    appointmentNoShows: Count,
    rate: Share,
    byEventType: z.array(z.object({ id: Id.nullable(), title: z.string(), noShows: Count, rate: Share })),
    repeated: z
      .array(z.object({ name: z.string(), email: z.string(), noShows: Count }))
      .meta({ description: "Who was missing more than once" }),
  })
  .meta({ id: "NoShowReport" });

export const StaffPerformance = z
  .object({
    ...days,
    currency: z.string(),
    staff: z.array(
      z.object({
        userId: Id.nullable(),
        employeeId: Id.nullable(),
        name: z.string(),
        bookings: Count,
        bookingsCompleted: Count,
        bookingsCancelled: Count,
        bookingNoShows: Count,
        appointments: Count,
        appointmentsCompleted: Count,
        appointmentsCanceled: Count,
        appointmentNoShows: Count,
        minutes: Count,
        revenue: Count.meta({ description: "Of completed appointments, in the currency's minor unit" }),
        completionRate: Share,
      }),
    ),
  })
  .meta({ id: "StaffPerformance" });

export const ScheduleStats = z
  .object({
    ...days,
    bookings: z.object(counts),
    appointments: z.object({ total: Count, pending: Count, completed: Count, canceled: Count, noShows: Count }),
    bookedMinutes: Count,
    averageMinutes: Count,
    upcoming: Count.meta({ description: "Bookings and appointments still to come, at any time" }),
    busiestDay: z.string().nullable().meta({ description: "The date with most of both" }),
  })
  .meta({ id: "ScheduleStats" });

/** As the reference shows it: amounts in words, for an agent to read out. */
export const Dashboard = z
  .object({
    serviceAppointments: z.object({
      today: z.object({ total: Count, pending: Count }),
      thisWeek: z.object({ total: Count, revenue: z.string() }),
    }),
    calBookings: z.object({ today: Count, thisWeek: Count }),
    totalCustomers: Count,
    activeLocations: Count,
    timeZone: z.string(),
    currency: z.string(),
  })
  .meta({ id: "DashboardSummary" });
