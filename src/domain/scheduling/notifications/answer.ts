import { sql } from "kysely";
import { DomainError, forbidden, missing } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { bookingOfHandle } from "../bookings/handle.ts";
import type { BookingView } from "../bookings/schema.ts";
import { readBooking } from "../bookings/view.ts";
import { candidatesOf, type Host, hostsOf } from "./recipients.ts";
import { hostOfToken } from "./token.ts";

export type Asked = { booking: BookingView; host: Host };

/**
 * The booking and the host whom the token of a mail speaks for. The token ends with what it stands for: who is no member
 * any more, or no host of the booking, is refused with FORBIDDEN.
 */
export async function readAsked(context: Context, uid: string, token: string): Promise<Asked> {
  const userId = hostOfToken(context, uid, token);
  if (userId === null) throw refused();
  const { id } = await bookingOfHandle(context, uid);
  const booking = await readBooking(context, id);
  if (booking.uid !== uid) throw missing("booking", uid);
  const hosts = booking.hosts.map((host) => host.id);
  const concerned = hosts.includes(userId) || (await candidatesOf(context, booking.eventTypeId)).includes(userId);
  const { rows } = await sql`
    select from members where business_id = ${context.businessId} and user_id = ${userId}`.execute(context.db);
  if (!concerned || rows.length === 0) throw refused();
  const [host] = await hostsOf(context, [userId]);
  return { booking, host: host! };
}

const refused = () => new DomainError(forbidden, "This needs the link from the mail that its host received.");

/** The same call, made by the host: what they may do with this booking, and no more. */
export const asHost = (context: Context, { id, name }: Host): Context => ({
  ...context,
  caller: { ...context.caller, userId: id, name, abilities: new Set(["bookings:read", "bookings:write"]) },
});
