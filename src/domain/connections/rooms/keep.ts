import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Row } from "../../../platform/database.ts";
import { type Context, type JobTools, job } from "../../../platform/operation.ts";
import { epoch, iso } from "../../../platform/schemas.ts";
import { setMeetingUrl } from "../../scheduling/bookings/location.ts";
import type { BookingView } from "../../scheduling/bookings/schema.ts";
import { readBookings } from "../../scheduling/bookings/view.ts";
import { markFailing } from "../accounts/failing.ts";
import { accountOf, type StoredConnection } from "../accounts/store.ts";
import { type Account, type Meeting, ProviderRefused } from "../port.ts";
import { keepRoom } from "./job.ts";
import "../tables.ts";

type Room = Row<"meetingRooms">;
type Need = {
  booking: BookingView;
  /** Null where the booking needs no room (any more). */
  meeting: Meeting | null;
  fingerprint: string;
  room: Room | null;
  /** Whose account the room that there is was made with, and with whose the next one is. */
  owner: StoredConnection | null;
  host: StoredConnection | null;
};

/**
 * Keeps a booking's Zoom meeting as the booking is. Without a connected account there is none, unless the installation has
 * no credentials at all: then a sandbox room stands in, so that everything can be tried.
 */
export const keepMeetingRoom = job({
  ...keepRoom,
  async run(tools, { businessId, bookingId }) {
    const need = await tools.inBusiness(businessId, (context) => readNeed(context, bookingId));
    if (!need) return;
    try {
      if (need.meeting && isMeet(need.booking)) await standIn(tools, businessId, need);
      else await keepZoom(tools, businessId, need);
    } catch (error) {
      if (!(error instanceof ProviderRefused) || error.kind === "temporary") throw error;
      const { host } = need;
      if (error.kind === "credentials" && host)
        await tools.inBusiness(businessId, (context) => markFailing(context, host.id, error.message));
    }
  },
});

const isMeet = ({ location }: BookingView) => location?.type === "integrations:google:meet";

async function keepZoom(tools: JobTools, businessId: number, need: Need): Promise<void> {
  const { meeting, room, owner, host, booking, fingerprint } = need;
  const { zoom } = tools.ports;
  const otherHost = room !== null && room.connectionId !== (host?.id ?? null);
  if (room && (!meeting || otherHost)) {
    if (owner || zoom.mode === "sandbox") await zoom.remove(accountFor(tools, owner), room.meetingId);
    await tools.inBusiness(businessId, (context) => forget(context, booking.id));
  }
  if (!meeting || (!host && zoom.mode === "live")) return;
  const kept = otherHost ? null : room;
  if (kept?.fingerprint === fingerprint) return;
  const made = await zoom.put(accountFor(tools, host), meeting, kept?.meetingId ?? null);
  await tools.inBusiness(businessId, async (context) => {
    await remember(context, {
      bookingId: booking.id,
      connectionId: host?.id ?? null,
      meetingId: made.meetingId,
      fingerprint,
    });
    await setMeetingUrl(context, booking.id, made.url, zoom.mode);
  });
}

/** Google makes the room with the event. Where no Google account can be connected, a room of the sandbox does. */
async function standIn(tools: JobTools, businessId: number, { booking }: Need): Promise<void> {
  if (tools.ports.google.mode === "live" || booking.meetingUrl) return;
  await tools.inBusiness(businessId, async (context) => {
    const { rows } = await sql`
      select from connected_calendars c
      join calendar_connections a on a.business_id = c.business_id and a.id = c.connection_id and a.provider = 'google'
      where c.business_id = ${businessId} and c.is_target and c.user_id = ${booking.hosts[0]?.id ?? 0}`.execute(
      context.db,
    );
    if (rows.length > 0) return;
    const name = createHash("sha256").update(booking.uid).digest("hex").slice(0, 20);
    await setMeetingUrl(context, booking.id, `${tools.services.publicUrl}/api/sandbox/meet/${name}`, "sandbox");
  });
}

const accountFor = (tools: JobTools, connection: StoredConnection | null): Account =>
  connection ? accountOf(tools, connection) : { secret: {}, save: async () => {} };

async function readNeed(context: Context, bookingId: number): Promise<Need | null> {
  const { businessId, db } = context;
  const [booking] = await readBookings(context, sql`b.id = ${bookingId}`);
  if (!booking) return null;
  const room = await db
    .selectFrom("meetingRooms")
    .selectAll()
    .where("businessId", "=", businessId)
    .where("bookingId", "=", bookingId)
    .executeTakeFirst();
  const meeting = needsRoom(booking) ? meetingOf(booking) : null;
  return {
    booking,
    meeting,
    fingerprint: createHash("sha256").update(JSON.stringify(meeting)).digest("base64url"),
    room: room ?? null,
    owner: room?.connectionId ? await connectionOf(context, sql`id = ${room.connectionId}`) : null,
    host: await connectionOf(
      context,
      sql`user_id = ${booking.hosts[0]?.id ?? 0} and provider = 'zoom' and status = 'ok'`,
    ),
  };
}

/** A request gets its room when it is confirmed. */
const needsRoom = ({ status, location }: BookingView) =>
  status === "accepted" && ["integrations:zoom", "integrations:google:meet"].includes(location?.type ?? "");

const meetingOf = (booking: BookingView): Meeting => ({
  topic: booking.title,
  start: epoch(booking.startTime),
  durationMinutes: booking.duration,
  timeZone: booking.hosts[0]?.timeZone ?? booking.timeZone,
  agenda: booking.description ?? "",
});

async function connectionOf(
  { businessId, db }: Context,
  where: ReturnType<typeof sql>,
): Promise<StoredConnection | null> {
  const { rows } = await sql<StoredConnection>`
    select * from calendar_connections where business_id = ${businessId} and ${where} order by id limit 1`.execute(db);
  return rows[0] ?? null;
}

const remember = (
  { businessId, db, now }: Context,
  room: Pick<Room, "bookingId" | "connectionId" | "meetingId" | "fingerprint">,
) =>
  db
    .insertInto("meetingRooms")
    .values({ businessId, ...room, provider: "zoom", createdAt: iso(now) })
    .onConflict((conflict) =>
      conflict
        .columns(["businessId", "bookingId"])
        .doUpdateSet({ connectionId: room.connectionId, meetingId: room.meetingId, fingerprint: room.fingerprint }),
    )
    .execute();

const forget = ({ businessId, db }: Context, bookingId: number) =>
  db.deleteFrom("meetingRooms").where("businessId", "=", businessId).where("bookingId", "=", bookingId).execute();
