import { type RawBuilder, sql } from "kysely";
import type { Row } from "../../../platform/database.ts";
import type { Caller } from "../../../platform/operation.ts";
import { accountMailKinds } from "../mail/facts.ts";
import "../tables.ts";

/**
 * Which of the business's messages a caller may read. An invitation lets its reader into the business, so only those who
 * could have sent it see it; members who see what is their own alone get the messages about their appointments and bookings.
 */
export function visibleTo({ kind, role, onlyOwn }: Caller): RawBuilder<unknown>[] {
  const where: RawBuilder<unknown>[] = [];
  if (kind !== "system" && role !== "owner" && role !== "admin") where.push(sql`kind <> all(${accountMailKinds})`);
  // Row-level security shows them their own appointments and bookings.
  if (onlyOwn)
    where.push(
      sql`(exists (select from appointments a where a.business_id = messages.business_id and a.id = messages.appointment_id)
        or exists (select from bookings b where b.business_id = messages.business_id and b.id = messages.booking_id))`,
    );
  return where;
}

export const told = ({ calendarContent, ...message }: Row<"messages">) => ({
  ...message,
  hasCalendar: calendarContent !== null,
  ics: calendarContent,
});
