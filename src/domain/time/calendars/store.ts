import type { Context } from "../../../platform/operation.ts";
import "../tables.ts";

/** A new calendar: a person's (of `userId`, where the person signs in) or one unit of a resource. */
export async function createCalendar(
  context: Context,
  kind: "person" | "resource_unit",
  userId: number | null = null,
): Promise<number> {
  const { id } = await context.db
    .insertInto("calendars")
    .values({ businessId: context.businessId, kind, userId })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** The calendar of a user in this business, made when there is none: a person has one calendar whatever they do. */
export const calendarOfUser = async (context: Context, userId: number): Promise<number> =>
  (await userCalendar(context, userId)) ?? createCalendar(context, "person", userId);

export async function userCalendar(context: Context, userId: number): Promise<number | null> {
  const found = await context.db
    .selectFrom("calendars")
    .select("id")
    .where("businessId", "=", context.businessId)
    .where("userId", "=", userId)
    .executeTakeFirst();
  return found?.id ?? null;
}

/** Makes a calendar that of another user, or of nobody who signs in. */
export async function giveCalendar(context: Context, calendarId: number, userId: number | null): Promise<void> {
  await context.db
    .updateTable("calendars")
    .set({ userId })
    .where("businessId", "=", context.businessId)
    .where("id", "=", calendarId)
    .execute();
}

/** Whoever is about to book one of them (they must be locked) is refused; what is over stays on them. */
export async function closeCalendars(context: Context, calendarIds: number[]): Promise<void> {
  if (calendarIds.length === 0) return;
  await context.db
    .updateTable("calendars")
    .set({ closed: true })
    .where("businessId", "=", context.businessId)
    .where("id", "in", calendarIds)
    .execute();
}

/** With everything that is claimed on it. */
export async function deleteCalendars(context: Context, calendarIds: number[]): Promise<void> {
  if (calendarIds.length === 0) return;
  await context.db
    .deleteFrom("calendars")
    .where("businessId", "=", context.businessId)
    .where("id", "in", calendarIds)
    .execute();
}
