import { sql } from "kysely";
import type { z } from "zod";
import { missing } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { readBusiness } from "../../identity/businesses/store.ts";
import { DAY } from "../../time/availability/calendar.ts";
import { showSchedule } from "../../time/schedules/schema.ts";
import { readSchedules } from "../../time/schedules/store.ts";
import { settingsOf } from "../company/settings.ts";
import { publicFieldsOf } from "../custom-fields/store.ts";
import { withAssignments } from "../employees/store.ts";
import { readRating } from "../reviews/published.ts";
import { withDetails } from "../services/store.ts";
import type { Storefront } from "./schema.ts";
import "../tables.ts";

/** The business of the call as its customers see it: what is switched off or deleted is not there. */
export async function readStorefront(context: Context): Promise<z.input<typeof Storefront>> {
  const { businessId, db } = context;
  const business = await readBusiness(context);
  const settings = settingsOf(business);
  const schedules = await readSchedules(context, [], iso(context.now - DAY).slice(0, 10));
  const locations = await db
    .selectFrom("locations")
    .selectAll()
    .where("businessId", "=", businessId)
    .where("active", "=", true)
    .where("deletedAt", "is", null)
    .orderBy("id")
    .execute();
  const services = await db
    .selectFrom("services")
    .selectAll()
    .where("businessId", "=", businessId)
    .where("active", "=", true)
    .where("deletedAt", "is", null)
    .orderBy("position")
    .orderBy("id")
    .execute();
  const employees = await db
    .selectFrom("employees")
    .selectAll()
    .where("businessId", "=", businessId)
    .where("active", "=", true)
    .where("deletedAt", "is", null)
    .orderBy("position")
    .orderBy("id")
    .execute();
  const offered = new Set(services.map(({ id }) => id));
  const fields = await publicFieldsOf(context, [...offered]);
  return {
    ...business,
    ...settings,
    rating: await readRating(context),
    openingHours: showSchedule(schedules.get(null)!),
    locations: locations.map((location) => ({ ...location, timeZone: location.timeZone ?? business.timeZone })),
    services: (await withDetails(context, services)).map((service) => ({
      ...service,
      depositType: service.depositType as "none",
      requiresConfirmation: service.requiresConfirmation ?? settings.requiresConfirmation,
      minimumNotice: service.minimumNotice ?? settings.minimumNotice,
      bookingWindowDays: service.bookingWindowDays ?? settings.bookingWindowDays,
      customFields: fields.get(service.id)!,
    })),
    employees: (await withAssignments(context, employees)).map((employee) => ({
      ...employee,
      serviceIds: employee.serviceIds.filter((id) => offered.has(id)),
    })),
  };
}

/** A handle names its business openly, so only one that exists may show it. */
export async function refuseUnknownHandle({ businessId, db }: Context, uid: string): Promise<void> {
  const { rows } = await sql`
    select from appointments where business_id = ${businessId} and uid = ${uid}
    union all select from appointment_attendees where business_id = ${businessId} and uid = ${uid}
    union all select from waitlist_entries where business_id = ${businessId} and uid = ${uid}
    union all select from bookings where business_id = ${businessId} and uid = ${uid}
    union all select from booking_attendees where business_id = ${businessId} and uid = ${uid}`.execute(db);
  if (rows.length === 0) throw missing("appointment", uid, "uid");
}
