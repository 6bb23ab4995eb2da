import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { businessCurrency } from "../../identity/businesses/store.ts";
import { calendarOfUser } from "../../time/calendars/store.ts";
import { usernameFrom } from "../usernames/rules.ts";
import { freeUsername, giveUsername, usernameOf } from "../usernames/store.ts";
import "../tables.ts";

/** Jitsi needs no account, so that the first meeting already has a room. */
const locations = JSON.stringify([{ type: "integrations:jitsi" }]);
const firstLengths = [15, 30];

/**
 * What a member of the business starts with, so that they can be booked at once: a username, a calendar and two event types.
 * `wished` is a username that they get while it is free. Safe to repeat: what they have already stays.
 */
export async function welcomeMember(
  context: Context,
  user: { id: number; name: string; email: string },
  wished: string = usernameFrom(user),
): Promise<void> {
  if ((await usernameOf(context, user.id)) === null)
    await giveUsername(context, user.id, await freeUsername(context, wished));
  await calendarOfUser(context, user.id);
  if (!(await hasEventTypes(context, user.id))) await giveFirstEventTypes(context, user.id);
}

async function hasEventTypes({ db, businessId }: Context, userId: number): Promise<boolean> {
  const found = await db
    .selectFrom("eventTypes")
    .select("id")
    .where("businessId", "=", businessId)
    .where("userId", "=", userId)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

async function giveFirstEventTypes(context: Context, userId: number): Promise<void> {
  const currency = await businessCurrency(context);
  await context.db
    .insertInto("eventTypes")
    .values(
      firstLengths.map((length, position) => ({
        businessId: context.businessId,
        userId,
        teamId: null,
        parentId: null,
        schedulingType: null,
        title: `${length} Min Meeting`,
        slug: `${length}min`,
        description: null,
        length,
        position,
        color: null,
        locations,
        scheduleId: null,
        timeZone: null,
        slotInterval: null,
        periodType: "ROLLING" as const,
        periodDays: 60,
        periodStartDate: null,
        periodEndDate: null,
        seatsPerTimeSlot: null,
        requiresConfirmationThresholdMinutes: null,
        currency,
        successRedirectUrl: null,
        createdAt: iso(context.now),
      })),
    )
    .execute();
}
