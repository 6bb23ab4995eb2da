import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { address, product } from "../../accounts/mails/send.ts";
import { accountMail } from "../../messaging/mail/accounts.ts";
import { bestLocale } from "../../messaging/mail/locale.ts";
import { queueMail } from "../../messaging/messages/queue.ts";
import "../tables.ts";

/** The account does not work. Its owner learns that by one mail, however often it is tried until they connect it anew. */
export async function markFailing(context: Context, connectionId: number, reason: string, tell = true): Promise<void> {
  const { businessId, db } = context;
  const { rows } = await sql<{ status: string; version: number; userId: number; account: string }>`
    select status, version, user_id, account from calendar_connections
    where business_id = ${businessId} and id = ${connectionId} for no key update`.execute(db);
  const [before] = rows;
  if (!before || before.status === "disconnected") return;
  const status = tell ? "failing" : before.status;
  await sql`
    update calendar_connections set status = ${status}, last_error = ${reason.slice(0, 500)}
    where business_id = ${businessId} and id = ${connectionId}`.execute(db);
  if (tell && before.status !== "failing") await mailOwner(context, connectionId, before, reason);
}

/** How it begins; it stays said until there is another calendar to write into. */
const writtenNowhere = "Bookings are written nowhere";

/**
 * The calendar that bookings were written into was deleted. Its owner chooses the next one: who reads the others is not
 * known here. The account works, so that what keeps bookings out is read on.
 */
export async function tellOfLostTarget(context: Context, connectionId: number, name: string): Promise<void> {
  const { businessId, db } = context;
  const reason = `${writtenNowhere}: the calendar "${name.slice(0, 300)}" is not there any more. Choose another one.`;
  const { rows } = await sql<{ version: number; userId: number }>`
    update calendar_connections set last_error = ${reason}
    where business_id = ${businessId} and id = ${connectionId} returning version, user_id`.execute(db);
  const { userId, version } = rows[0]!;
  await mailOwner(context, connectionId, { userId, account: name, version: `${version}:lost` }, reason);
}

async function mailOwner(
  context: Context,
  connectionId: number,
  { userId, account, version }: { userId: number; account: string; version: number | string },
  reason: string,
): Promise<void> {
  const { rows } = await sql<{ email: string; name: string; language: string }>`
    select email, name, language from users where id = ${userId}`.execute(context.db);
  const { email, name, language } = rows[0]!;
  const facts = {
    product: product(context),
    email,
    name,
    calendar: account,
    reason,
    link: address(context, "/settings/calendars"),
  };
  await queueMail(context, {
    kind: "calendarFailing",
    to: email,
    dedupeKey: `calendarFailing:${connectionId}:${version}`,
    ...accountMail("calendarFailing", bestLocale(language), facts),
  });
}

export async function markWorking({ businessId, db, now }: Context, connectionId: number): Promise<void> {
  await sql`
    update calendar_connections a set status = 'ok', last_synced_at = ${iso(now)}, last_error = case
      when last_error like ${`${writtenNowhere}%`} and not exists (select from connected_calendars c
        where c.business_id = a.business_id and c.user_id = a.user_id and c.is_target) then last_error end
    where business_id = ${businessId} and id = ${connectionId} and status <> 'disconnected'`.execute(db);
}
