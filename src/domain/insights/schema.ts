import { z } from "zod";
import { Id, Instant, LocalDate } from "../../platform/schemas.ts";
import { type Status, statuses } from "../services/appointments/schema.ts";

const Money = z.int().meta({ description: "In the currency's minor unit" });
const Share = z.number().min(0).max(1);
const ByStatus = z.object(Object.fromEntries(statuses.map((status) => [status, z.int()])) as Record<Status, z.ZodInt>);

export const InsightsQuery = z.object({
  from: LocalDate.optional().meta({
    description: "First day, in the business's zone; 30 days before `to`, if left out",
  }),
  to: LocalDate.optional().meta({ description: "Last day, itself included; today, if left out" }),
});

export const Insights = z
  .object({
    totalRevenue: Money,
    totalBookings: z.int(),
    averageBookingValue: Money.meta({ description: "Revenue by bookings, half to even" }),
    topServices: z.array(z.object({ name: z.string(), count: z.int() })),
    newCustomers: z.int(),
    from: z.string(),
    to: z.string(),
    timeZone: z.string(),
    currency: z.string().meta({ description: "Of every amount here. Bookings in another currency earn nothing here" }),
    byStatus: ByStatus,
    byDay: z
      .array(z.object({ date: z.string(), bookings: z.int(), revenue: Money }))
      .meta({ description: "Days without bookings are left out" }),
    topEmployees: z.array(z.object({ id: Id, name: z.string(), bookings: z.int(), revenue: Money })),
    noShowRate: Share.meta({ description: "No-shows among those who should have come: 0 to 1" }),
    cancellationRate: Share.meta({ description: "Canceled among all that were booked: 0 to 1" }),
    reviews: z.int(),
    averageRating: z.number().nullable(),
  })
  .meta({ id: "Insights" });

const period = {
  total: z.int().meta({ description: "Appointments that were neither canceled nor rejected" }),
  pending: z.int(),
  byStatus: ByStatus,
  revenue: Money.meta({ description: "Of what is completed" }),
  expectedRevenue: Money.meta({ description: "Of what is approved and not completed yet" }),
};

export const Stats = z
  .object({
    timeZone: z.string(),
    currency: z.string(),
    today: z.object({ date: z.string(), ...period }),
    thisWeek: z.object({ from: z.string(), to: z.string(), ...period }),
    upcoming: z.int().meta({ description: "Appointments to come, at any time" }),
    pending: z.int().meta({ description: "Of these, those that await an answer" }),
    nextAppointments: z.array(
      z.object({
        id: Id,
        uid: z.string(),
        startTime: Instant,
        endTime: Instant,
        status: z.enum(statuses),
        serviceName: z.string(),
        customerName: z.string().nullable(),
        employeeName: z.string().nullable(),
      }),
    ),
    newCustomers: z.int().meta({ description: "This week" }),
    totalCustomers: z.int(),
    activeLocations: z.int(),
  })
  .meta({ id: "Stats" });
