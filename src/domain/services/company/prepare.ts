import type { Row } from "../../../platform/database.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { calendarOfUser } from "../../time/calendars/store.ts";
import { createSchedule, usualHours } from "../../time/schedules/store.ts";
import "../tables.ts";

/** What a new business starts with: opening hours, and its owner as the first employee, so that it can be booked at once. */
export async function prepareBusiness(
  context: Context,
  business: Row<"businesses">,
  owner: { id: number; name: string; email: string },
): Promise<void> {
  await createSchedule(context, {
    calendarId: null,
    name: "Opening hours",
    timeZone: business.timeZone,
    weekly: usualHours,
  });
  await context.db
    .insertInto("employees")
    .values({
      businessId: business.id,
      calendarId: await calendarOfUser(context, owner.id),
      userId: owner.id,
      name: owner.name,
      email: owner.email,
      createdAt: iso(context.now),
    })
    .execute();
}
