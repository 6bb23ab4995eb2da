import { type Changes, type ExternalEvent, ProviderRefused } from "../../domain/connections/port.ts";
import { type Range, readFrom, writeCursor } from "../oauth/cursor.ts";
import type { Reply } from "../oauth/http.ts";
import { expect } from "../oauth/refusal.ts";
import { type Api, eachPage, graphRefusal } from "./api.ts";
import { Item, occurrenceOf, select } from "./occurrence.ts";

/**
 * What lies in the range, or what changed since the cursor (learn.microsoft.com/graph/delta-query-events). The delta of a
 * calendar view tells less of a series than of other events: of an occurrence its times alone, the rest being that of the
 * series; and nothing at all of an occurrence that was deleted. So when a series changed, its occurrences are read anew.
 */
export async function readChanges(
  api: Api,
  calendarId: string,
  request: Range & { cursor: string | null; timeZone?: string },
): Promise<Changes> {
  const { token, ...range } = readFrom(request);
  const read = (item: Item) => occurrenceOf(item, request.timeZone ?? "UTC");
  const items: Item[] = [];
  const link = await eachPage(api, await firstPage(api, calendarId, range, token), Item, (item) => items.push(item));
  const present = items.filter((item) => !item["@removed"]);
  const lone = present.filter(({ type, seriesMasterId }) => type !== "seriesMaster" && !seriesMasterId);
  const cursor = writeCursor(range, link);
  if (!token) {
    const events = [...lone, ...(await withSeries(api, present))].map(read).filter(isThere);
    return { full: true, events, gone: [], cursor };
  }
  const changed = new Set(present.filter((item) => !lone.includes(item)).map((item) => item.seriesMasterId ?? item.id));
  const anew: Item[] = [];
  // One after another: a mailbox answers four calls at a time and refuses more.
  for (const id of changed) anew.push(...(await instances(api, id, range)));
  return {
    full: false,
    events: [...lone, ...anew].map(read).filter(isThere),
    gone: [...items.filter((item) => item["@removed"]).map(({ id }) => id), ...changed],
    cursor,
  };
}

const isThere = (event: ExternalEvent | null): event is ExternalEvent => event !== null;
const queryOf = ({ from, to }: Range) => ({
  startDateTime: new Date(from).toISOString(),
  endDateTime: new Date(to).toISOString(),
});

async function firstPage(api: Api, calendarId: string, range: Range, token: string | null): Promise<Reply> {
  if (!token) return api.call("GET", ["me", "calendars", calendarId, "calendarView", "delta"], queryOf(range));
  const reply = await api.follow(token);
  if (reply.status === 410)
    throw new ProviderRefused("cursor", "Microsoft wants this calendar read from the beginning");
  return reply;
}

/** Occurrences and exceptions with what they leave to their series, which is not always among what was read. */
async function withSeries(api: Api, present: Item[]): Promise<Item[]> {
  const series = new Map(present.filter(({ type }) => type === "seriesMaster").map((item) => [item.id, item]));
  const found: Item[] = [];
  for (const item of present) {
    if (!item.seriesMasterId) continue;
    const master = item.type === "occurrence" ? await masterOf(api, item.seriesMasterId, series) : item;
    if (master) found.push({ ...master, ...own(item) });
  }
  return found;
}

const own = (item: Item) => Object.fromEntries(Object.entries(item).filter(([, value]) => value != null)) as Item;

async function masterOf(api: Api, id: string, series: Map<string, Item>): Promise<Item | null> {
  const known = series.get(id);
  if (known) return known;
  const reply = await api.call("GET", ["me", "events", id], { $select: select });
  if (reply.status === 404) return null; // the series was deleted while we read
  if (!reply.ok) throw graphRefusal(reply);
  const master = expect("Microsoft", Item, reply);
  series.set(id, master);
  return master;
}

async function instances(api: Api, seriesId: string, range: Range): Promise<Item[]> {
  const first = await api.call("GET", ["me", "events", seriesId, "instances"], { ...queryOf(range), $select: select });
  const items: Item[] = [];
  if (first.status !== 404) await eachPage(api, first, Item, (item) => items.push(item));
  return items;
}

/** One event wherever it lies, or its series; null where it was deleted. */
export async function readEvent(api: Api, eventId: string, timeZone: string): Promise<ExternalEvent | null> {
  const reply = await api.call("GET", ["me", "events", eventId], { $select: select });
  if (reply.status === 404 || reply.status === 410) return null;
  if (!reply.ok) throw graphRefusal(reply);
  return occurrenceOf(expect("Microsoft", Item, reply), timeZone);
}
