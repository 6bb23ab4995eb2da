import type { Row } from "../../../platform/database.ts";
import { missing } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { changeRecord, refuseOldVersion } from "../../../platform/records.ts";
import { timeOfMinute } from "../../../platform/schemas.ts";
import { localDate } from "../../time/availability/zone.ts";
import { readPlan } from "../availability/plan.ts";
import { refuseOthers } from "../employees/access.ts";
import { lockEntry, moveOn } from "./end.ts";
import { type Range, rangeOf, refuseTransition } from "./rules.ts";
import type { EntryChanges, EntryView, Status } from "./schema.ts";
import { readEntry } from "./view.ts";

type Entry = Row<"waitlistEntries">;

/**
 * Staff change what a customer waits for, take them off the list, or put them on it again. An offer that stands is not
 * touched by other wishes; taken back (`status: waiting`), it goes to the next in line.
 */
export async function changeEntry(
  context: Context,
  id: number,
  { status, ...changes }: EntryChanges,
): Promise<EntryView> {
  const entry = await lockEntry(context, { id });
  const { caller } = context;
  if (!entry || (caller.onlyOwn && entry.employeeId !== caller.employeeId)) throw missing("waitlist entry", id);
  refuseOldVersion(context, entry);
  const moves = status !== undefined && status !== entry.status;
  if (moves) refuseTransition(entry.status as Status, status, "staff");
  const reopens = moves && status === "waiting" && entry.status !== "offered";
  const columns = {
    ...(await newWish(context, entry, changes, reopens)),
    ...(changes.notes === undefined ? {} : { notes: changes.notes || null }),
    timeZone: changes.timeZone,
    language: changes.language,
    ...(reopens ? { missedOffers: 0, appointmentId: null } : {}),
  };
  if (moves) await moveOn(context, entry, status as Exclude<Status, "offered">, columns);
  else await changeRecord({ ...context, ifMatch: null }, "waitlistEntries", "waitlist entry", id, columns);
  return readEntry(context, id);
}

/** Checked like a new wish, where any of it changes; and who is put on the list again must have days left to come. */
async function newWish(
  context: Context,
  entry: Entry,
  changes: Omit<EntryChanges, "status">,
  reopens: boolean,
): Promise<Partial<Entry>> {
  const { employeeId = entry.employeeId, locationId = entry.locationId } = changes;
  const given = Object.keys(changes).some((field) => !["notes", "timeZone", "language"].includes(field));
  if (!given && !reopens) return {};
  if (changes.employeeId !== undefined) refuseOthers(context, changes.employeeId ?? 0);
  const { serviceId } = entry;
  const plan = await readPlan(context, { serviceId, employeeId, locationId, byStaff: true, evenDeleted: true });
  return { employeeId, locationId, ...newRange(entry, changes, localDate(plan.zone, context.now)) };
}

function newRange(entry: Entry, changes: Omit<EntryChanges, "status">, today: string): Range {
  const { earliestMinute, latestMinute } = entry;
  return rangeOf(
    {
      fromDate: changes.fromDate ?? entry.fromDate,
      toDate: changes.toDate ?? entry.toDate,
      earliest: changes.earliest === undefined ? timeOfMinute(earliestMinute) : changes.earliest,
      latest: changes.latest === undefined ? timeOfMinute(latestMinute) : changes.latest,
    },
    today,
  );
}
