import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { address, product } from "../../accounts/mails/send.ts";
import { accountMail } from "../../messaging/mail/accounts.ts";
import { bestLocale } from "../../messaging/mail/locale.ts";
import { queueMail } from "../../messaging/messages/queue.ts";
import type { Outside } from "../tables.ts";
import { changeEntry, type Entry } from "./store.ts";

/** Leaves the question with the entry, where its host finds and answers it, and tells them by mail. */
export async function askHost(context: Context, entry: Entry, outside: Outside): Promise<void> {
  await changeEntry(context, entry.id, { state: "asked", outside });
  const { connectedCalendarId: _, fingerprint: __, leasedUntil: ___, ...about } = entry;
  context.emit({ trigger: "calendar.asked", subject: entry.subject, payload: { ...about, state: "asked", outside } });
  const { rows } = await sql<{ email: string; name: string; language: string; timeZone: string }>`
    select email, name, language, time_zone from users where id = ${entry.userId}`.execute(context.db);
  const host = rows[0]!;
  const facts = {
    product: product(context),
    email: host.email,
    name: host.name,
    booking: entry.title,
    at: entry.startsAt,
    zone: host.timeZone,
    link: address(context, "/settings/calendars"),
  };
  const kind = outside.kind === "deleted" ? "calendarEventDeleted" : "calendarEventMoved";
  await queueMail(context, {
    kind,
    to: host.email,
    dedupeKey: `${kind}:${entry.id}:${entry.writtenAt}:${outside.startTime ?? ""}`,
    ...accountMail(kind, bestLocale(host.language), facts),
  });
}
