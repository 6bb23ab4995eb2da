import type { Row } from "../../../platform/database.ts";
import { conflict, missing, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { changeRecord, findRecord } from "../../../platform/records.ts";
import { epoch } from "../../../platform/schemas.ts";
import { bookAppointment } from "../appointments/book.ts";
import { lockEntry, moveOn, noOffer } from "./end.ts";
import { isOpen } from "./rules.ts";
import type { OwnEntryView } from "./schema.ts";
import { readOwnEntry } from "./view.ts";

// What customers do with the handle from their mail. Doing the same thing twice is no error, and answers the same.

type Entry = Row<"waitlistEntries">;

/** Books the time that is kept for them. Throws CONFLICT when the offer has ended. */
export async function acceptOffer(context: Context, uid: string): Promise<OwnEntryView> {
  const entry = await lockOwn(context, uid);
  if (entry.status === "booked") return readOwnEntry(context, uid);
  const hold = await holdOf(context, entry);
  const customer = await findRecord(context, "customers", "customer", entry.customerId);
  const { name, email, phone } = customer;
  const { employeeId, locationId, startsAt } = hold;
  const { notes, timeZone, language } = entry;
  const { id } = await bookAppointment(
    context,
    {
      hold: hold.uid,
      serviceId: entry.serviceId,
      employeeId,
      locationId,
      startTime: startsAt,
      name,
      email,
      phone,
      notes,
      timeZone,
      language,
    },
    customer,
  );
  await changeRecord({ ...context, ifMatch: null }, "waitlistEntries", "waitlist entry", entry.id, {
    ...noOffer,
    status: "booked",
    appointmentId: id,
    missedOffers: 0,
  });
  return readOwnEntry(context, uid);
}

/** The hold of an offer that stands. */
async function holdOf(context: Context, { status, offerExpiresAt, holdId }: Entry): Promise<Row<"holds">> {
  if (status === "offered" && holdId !== null && epoch(offerExpiresAt!) > context.now) {
    const { businessId, db } = context;
    return db
      .selectFrom("holds")
      .selectAll()
      .where("businessId", "=", businessId)
      .where("id", "=", holdId)
      .executeTakeFirstOrThrow();
  }
  throw refuse(
    conflict,
    isOpen(status)
      ? "This offer has ended. You are still on the waitlist and will hear from us when another time opens up."
      : "This offer has ended, and you are no longer on the waitlist. Join it again, or book an open time.",
  );
}

/** Not this time: it goes to the next, and they keep their place for others. */
export async function declineOffer(context: Context, uid: string): Promise<OwnEntryView> {
  const entry = await lockOwn(context, uid);
  if (entry.status === "booked") throw alreadyBooked();
  if (entry.status === "offered") await moveOn(context, entry, "waiting", { missedOffers: 0 });
  return readOwnEntry(context, uid);
}

export async function leaveWaitlist(context: Context, uid: string): Promise<OwnEntryView> {
  const entry = await lockOwn(context, uid);
  if (entry.status === "booked") throw alreadyBooked();
  if (isOpen(entry.status)) await moveOn(context, entry, "removed");
  return readOwnEntry(context, uid);
}

const alreadyBooked = () =>
  refuse(conflict, "The appointment is booked already. Cancel it if you cannot come: the link is in its mail.");

async function lockOwn(context: Context, uid: string): Promise<Entry> {
  const entry = await lockEntry(context, { uid });
  if (!entry) throw missing("waitlist entry", uid);
  return entry;
}
