import { sql } from "kysely";
import { conflict, missing, notFound, refuse } from "../../../platform/errors.ts";
import { type Context, operation } from "../../../platform/operation.ts";
import { page } from "../../../platform/page.ts";
import { findRecord, listRecords } from "../../../platform/records.ts";
import { seesAll } from "../accounts/store.ts";
import { carryOut } from "./carry-out.ts";
import { settle } from "./outside.ts";
import { CalendarEntry, EntryAnswer, EntryId, EntrySearch } from "./schema.ts";
import type { Entry } from "./store.ts";

const address = "/api/calendars/entries";

export const listEntries = operation({
  name: "calendars.entries",
  http: `GET ${address}`,
  access: "calendars:read",
  summary: "List what was written into your calendars; with state=asked, what you have to decide",
  query: EntrySearch,
  output: page(CalendarEntry),
  async run(context, { state, ...paging }) {
    const where = [sql`user_id = ${context.caller.userId}`, ...(state ? [sql`state = ${state}`] : [])];
    const found = await listRecords(context, "calendarEntries", paging, { where, descending: true });
    return { ...found, items: found.items.map(viewOf) };
  },
});

export const answerEntry = operation({
  name: "calendars.answer",
  http: `POST ${address}/:entryId/answer`,
  access: "calendars:write",
  summary: "Say what a change that you made in your calendar means for the booking",
  query: EntryId,
  body: EntryAnswer,
  output: CalendarEntry,
  errors: [notFound, conflict],
  async run(context, { entryId, answer }) {
    const entry = await findEntry(context, entryId, true);
    if (entry.state !== "asked" || !entry.outside) throw refuse(conflict, "Nothing is asked about this event.");
    if (answer === "accept") await carryOut(context, entry, entry.outside);
    await settle(context, entry, entry.outside, answer === "accept" ? "written" : "ignored");
    return viewOf(await findEntry(context, entryId));
  },
});

async function findEntry(context: Context, id: number, lock = false): Promise<Entry> {
  const entry = await findRecord(context, "calendarEntries", "calendar entry", id, { lock });
  if (!seesAll(context) && entry.userId !== context.caller.userId) throw missing("calendar entry", id);
  return entry;
}

const viewOf = ({ connectedCalendarId, startsAt, endsAt, ...entry }: Entry) => ({
  ...entry,
  calendarId: connectedCalendarId,
  startTime: startsAt,
  endTime: endsAt,
});
