import type { Row } from "../../../platform/database.ts";
import { conflict, forbidden, missing, notFound } from "../../../platform/errors.ts";
import { type Context, operation } from "../../../platform/operation.ts";
import { page } from "../../../platform/page.ts";
import { changeRecord, findRecord, removeRecord } from "../../../platform/records.ts";
import { Deleted, epoch, iso } from "../../../platform/schemas.ts";
import { emitFreed } from "../../time/calendars/freed.ts";
import { periodOf } from "../../time/out-of-office/rules.ts";
import { insertEntry, listEntries, refuseImpossible } from "../../time/out-of-office/store.ts";
import { effectiveSchedule } from "../../time/schedules/store.ts";
import { calendarsToShow, calendarToChange } from "../employees/calendar.ts";
import { OutOfOffice, OutOfOfficeChanges, OutOfOfficeDraft, OutOfOfficeId, OutOfOfficeSearch } from "./schema.ts";
import { outOfOfficePayload, withOwners } from "./view.ts";

const address = "/api/out-of-office";

export const listOutOfOffice = operation({
  name: "out-of-office.list",
  http: `GET ${address}`,
  tool: "get_out_of_office",
  access: "appointments:read",
  summary: "List who is away now and later",
  description: "Members with the role employee see their own time away alone.",
  query: OutOfOfficeSearch,
  output: page(OutOfOffice),
  errors: [notFound],
  async run(context, { employeeId, userId, from, to, ...paging }) {
    const calendarIds = await calendarsToShow(context, employeeId, userId);
    const found = await listEntries(context, { calendarIds, from: from ?? iso(context.now), to }, paging);
    return { ...found, items: await withOwners(context, found.items) };
  },
});

export const getOutOfOffice = operation({
  name: "out-of-office.get",
  http: `GET ${address}?id`,
  access: "appointments:read",
  summary: "Get one out-of-office entry",
  query: OutOfOfficeId,
  output: OutOfOffice,
  run: async (context, { id }) => (await withOwners(context, [await findVisible(context, id)]))[0]!,
});

export const createOutOfOffice = operation({
  name: "out-of-office.create",
  http: `POST ${address}`,
  access: "appointments:write",
  summary: "Say when somebody is away: no new bookings are taken for then",
  description:
    "What is booked already stays. Dates are read in the person's own time zone and the last one is away too. Members with the role employee do this for themselves alone.",
  body: OutOfOfficeDraft,
  output: OutOfOffice,
  status: 201,
  errors: [conflict, forbidden, notFound],
  async run(context, { employeeId, userId, start, end, reason, notes = null, redirectUserId = null }) {
    const calendarId = await calendarToChange(context, employeeId, userId);
    const period = periodOf(start, end, await zoneOf(context, calendarId));
    const absence = { calendarId, ...period, reason, note: notes, redirectUserId };
    await refuseImpossible(context, absence);
    const [view] = await withOwners(context, [await insertEntry(context, absence)]);
    context.emit({
      trigger: "OOO_CREATED",
      subject: `out_of_office:${view!.id}`,
      payload: await outOfOfficePayload(context, view!),
    });
    return view!;
  },
});

export const updateOutOfOffice = operation({
  name: "out-of-office.update",
  http: `PATCH ${address}`,
  alsoMethod: "PUT",
  access: "appointments:write",
  summary: "Change the given fields of an out-of-office entry and leave the others",
  query: OutOfOfficeId,
  body: OutOfOfficeChanges,
  output: OutOfOffice,
  errors: [conflict, notFound],
  async run(context, { id, start, end, reason, notes, redirectUserId }) {
    const entry = await findVisible(context, id, true);
    const period = periodOf(start ?? entry.startsAt, end ?? entry.endsAt, await zoneOf(context, entry.calendarId));
    await refuseImpossible(context, {
      ...entry,
      ...period,
      redirectUserId: redirectUserId === undefined ? entry.redirectUserId : redirectUserId,
    });
    if (period.start > epoch(entry.startsAt) || period.end < epoch(entry.endsAt)) emitFreed(context, timeOf(entry));
    const { after } = await changeRecord(context, "outOfOffice", "out of office", id, {
      ...(start === undefined ? {} : { startsAt: iso(period.start) }),
      ...(end === undefined ? {} : { endsAt: iso(period.end) }),
      reason,
      note: notes,
      redirectUserId,
    });
    return (await withOwners(context, [after]))[0]!;
  },
});

export const deleteOutOfOffice = operation({
  name: "out-of-office.delete",
  http: `DELETE ${address}`,
  access: "appointments:write",
  summary: "Delete an out-of-office entry: the person can be booked again",
  query: OutOfOfficeId,
  output: Deleted,
  errors: [notFound],
  async run(context, { id }) {
    emitFreed(context, timeOf(await findVisible(context, id)));
    return removeRecord(context, "outOfOffice", "out of office", id);
  },
});

/** Somebody else's entry is no entry to those who see their own alone. */
async function findVisible(context: Context, id: number, lock = false) {
  const entry = await findRecord(context, "outOfOffice", "out of office", id, { lock });
  const visible = await calendarsToShow(context, undefined);
  if (visible && !visible.includes(entry.calendarId)) throw missing("out of office", id);
  return entry;
}

const timeOf = ({ calendarId, startsAt, endsAt }: Row<"outOfOffice">) => ({
  calendarIds: [calendarId],
  stretches: [{ start: epoch(startsAt), end: epoch(endsAt) }],
});

const zoneOf = async (context: Context, calendarId: number) =>
  (await effectiveSchedule(context, calendarId)).schedule.zone;
