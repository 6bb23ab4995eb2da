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
export async function calendarOfUser(context: Context, userId: number): Promise<number> {
  const found = await context.db
    .selectFrom("calendars")
    .select("id")
    .where("businessId", "=", context.businessId)
    .where("userId", "=", userId)
    .executeTakeFirst();
  return found?.id ?? createCalendar(context, "person", userId);
}
