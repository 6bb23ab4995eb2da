import type { Context } from "../../../platform/operation.ts";
import { epoch } from "../../../platform/schemas.ts";
import { emitFreed } from "../../time/calendars/freed.ts";

type Session = { employeeId: number | null; startsAt: string; endsAt: string };

/** Says that seats of a group session, which goes on, can be taken again. */
export async function emitSeatsFreed(context: Context, session: Session, seats: number): Promise<void> {
  if (session.employeeId === null) return;
  const { calendarId } = await context.db
    .selectFrom("employees")
    .select("calendarId")
    .where("businessId", "=", context.businessId)
    .where("id", "=", session.employeeId)
    .executeTakeFirstOrThrow();
  const stretch = { start: epoch(session.startsAt), end: epoch(session.endsAt) };
  emitFreed(context, { calendarIds: [calendarId], stretches: [stretch], seats });
}
