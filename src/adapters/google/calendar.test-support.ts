import type { Answer, Asked } from "../oauth/loopback.ts";
import { problemOf } from "./contract.test-support.ts";

export type Entry = {
  id: string;
  summary: string;
  summaryOverride?: string;
  accessRole: string;
  timeZone: string;
  primary?: true;
};
export type Stored = Record<string, any> & { id: string };

/** The error envelope of the Calendar API. */
export const failure = (
  code: number,
  reason: string,
  message: string,
  headers: Record<string, string> = {},
): Answer => ({
  status: code,
  headers,
  body: { error: { errors: [{ domain: "global", reason, message }], code, message } },
});

const notWith = ["iCalUID", "orderBy", "q", "timeMin", "timeMax", "updatedMin"];

/** One calendar of the loopback, its recurring events expanded already, as `singleEvents=true` shows them. */
export class Calendar {
  readonly entry: Entry;
  readonly events = new Map<string, Stored>();
  /** How many looks at an event it takes until its room is made. */
  roomTakes = 0;
  roomsFail = false;
  private version = 0;
  private forgotten = 0;
  private versions = new Map<string, number>();
  private looks = new Map<string, number>();

  constructor(entry: Entry) {
    this.entry = entry;
  }

  /** Puts an event in as if its owner had done so in Google's own calendar. */
  set(event: Stored): Stored {
    const stored = { status: "confirmed", iCalUID: `${event.id}@google.com`, sequence: 0, ...event };
    this.events.set(event.id, stored);
    this.versions.set(event.id, ++this.version);
    return stored;
  }
  /** Deletes it so. */
  cancel(id: string) {
    this.set({ ...this.events.get(id)!, status: "cancelled" });
  }
  /** All sync tokens given so far are too old from now on. */
  forgetTokens() {
    this.forgotten = this.version + 1;
    this.version += 1;
  }

  answer(asked: Asked, eventId: string | null, pageSize: number): Answer {
    const problem = problemOf(asked, eventId);
    if (problem) return failure(400, "badRequest", problem);
    if (asked.method === "GET") return eventId ? this.get(eventId) : this.list(asked.query, pageSize);
    if (!["owner", "writer"].includes(this.entry.accessRole))
      return failure(403, "requiredAccessLevel", "You need to have writer access to this calendar.");
    if (asked.method === "POST") return this.insert(asked);
    const stored = this.events.get(eventId!);
    if (!stored) return failure(404, "notFound", "Not Found");
    if (asked.method === "PATCH") return this.patch(asked, stored);
    if (stored.status === "cancelled") return failure(410, "deleted", "Resource has been deleted");
    this.cancel(stored.id);
    return { status: 204 };
  }

  private get(id: string): Answer {
    const stored = this.events.get(id);
    if (!stored) return failure(404, "notFound", "Not Found");
    this.looks.set(id, (this.looks.get(id) ?? 0) + 1);
    return { status: 200, body: this.shown(stored) };
  }

  private list(query: URLSearchParams, pageSize: number): Answer {
    const token = query.get("syncToken");
    const clash = token && notWith.find((name) => query.has(name));
    if (clash || (token && query.get("showDeleted") === "false"))
      return failure(400, "badRequest", "Sync token cannot be used with other request restrictions.");
    const rest = new URLSearchParams(query);
    for (const name of ["syncToken", "pageToken", "timeMin", "timeMax"]) rest.delete(name);
    const kept = token ? JSON.parse(Buffer.from(token, "base64url").toString()) : null;
    if (kept && kept.version < this.forgotten)
      return failure(410, "fullSyncRequired", "Sync token is no longer valid.");
    if (kept && kept.query !== rest.toString()) return failure(400, "badRequest", "Not what the token was made for");
    const [timeMin, timeMax] = kept ? [kept.timeMin, kept.timeMax] : [query.get("timeMin"), query.get("timeMax")];
    const found = [...this.events.values()].filter((event) => {
      if (query.has("iCalUID") && event.iCalUID !== query.get("iCalUID")) return false;
      if (kept) return this.versions.get(event.id)! > kept.version;
      if (event.status === "cancelled" && query.get("showDeleted") !== "true") return false;
      return overlaps(event, timeMin, timeMax);
    });
    const at = Number(query.get("pageToken") ?? 0);
    const size = Math.min(pageSize, Number(query.get("maxResults") ?? 250));
    const more = at + size < found.length;
    const made = { version: this.version, query: rest.toString(), timeMin, timeMax };
    const next = more
      ? { nextPageToken: String(at + size) }
      : { nextSyncToken: Buffer.from(JSON.stringify(made)).toString("base64url") };
    const attendees = Number(query.get("maxAttendees") ?? Infinity);
    const items = found.slice(at, at + size).map((event) => fewer(this.shown(event), attendees));
    const body = {
      kind: "calendar#events",
      summary: this.entry.summary,
      timeZone: this.entry.timeZone,
      ...next,
      items,
    };
    return { status: 200, body: mask(body, query.get("fields")) };
  }

  private insert({ body, query }: Asked): Answer {
    const taken = [...this.events.values()].some(({ id, iCalUID }) => id === body.id || iCalUID === body.iCalUID);
    if (taken) return failure(409, "duplicate", "The requested identifier already exists.");
    const id = body.id ?? `made${this.events.size + 1}`;
    return { status: 200, body: this.shown(this.write({ id }, body, query)) };
  }

  private patch({ body, query }: Asked, stored: Stored): Answer {
    if (body.sequence !== undefined && body.sequence < stored.sequence)
      return failure(400, "invalid", "Invalid sequence value. The specified sequence number is below the current one.");
    const moved = body.start && JSON.stringify(body.start) !== JSON.stringify(stored.start);
    const written = this.write(stored, body, query);
    if (moved) written.sequence += 1;
    return { status: 200, body: this.shown(written) };
  }

  private write(stored: Stored, { conferenceData, ...body }: Record<string, any>, query: URLSearchParams): Stored {
    const room = query.get("conferenceDataVersion") === "1" ? conferenceData?.createRequest : null;
    const asksAnew = room && room.requestId !== stored.request?.requestId;
    if (asksAnew) this.looks.set(stored.id, 0);
    return this.set({ ...stored, ...body, ...(asksAnew ? { request: room } : {}) });
  }

  private shown({ request, ...event }: Stored): Stored {
    if (!request) return { kind: "calendar#event", ...event };
    const pending = (this.looks.get(event.id) ?? 0) < this.roomTakes;
    const statusCode = pending ? "pending" : this.roomsFail ? "failure" : "success";
    const createRequest = { ...request, status: { statusCode } };
    if (statusCode !== "success") return { kind: "calendar#event", ...event, conferenceData: { createRequest } };
    const uri = `https://meet.google.example/${event.id}`;
    const entryPoints = [
      { entryPointType: "video", uri, label: uri },
      { entryPointType: "phone", uri: "tel:+49" },
    ];
    return { kind: "calendar#event", ...event, hangoutLink: uri, conferenceData: { createRequest, entryPoints } };
  }
}

function overlaps(event: Stored, timeMin: string | null, timeMax: string | null): boolean {
  const at = (moment: any) => Date.parse(moment?.dateTime ?? `${moment?.date}T00:00:00Z`);
  return (!timeMin || at(event.end) > Date.parse(timeMin)) && (!timeMax || at(event.start) < Date.parse(timeMax));
}

/** "If there are more than the specified number of attendees, only the participant is returned." */
const fewer = (event: Stored, most: number): Stored =>
  (event.attendees?.length ?? 0) > most
    ? { ...event, attendeesOmitted: true, attendees: event.attendees.filter(({ self }: any) => self) }
    : event;

/** Partial responses (developers.google.com/workspace/calendar/api/guides/performance#partial): `a,b(c,d)`. */
export function mask(body: any, fields: string | null): any {
  if (fields === null) return body;
  const wanted = [...fields.matchAll(/(\w+)(?:\(((?:[^()]|\([^()]*\))*)\))?(?:,|$)/g)];
  const inner = (value: any, within: string | undefined) =>
    within === undefined || typeof value !== "object" ? value : mask(value, within);
  if (Array.isArray(body)) return body.map((item) => mask(item, fields));
  return Object.fromEntries(
    wanted
      .filter(([, name]) => body[name!] !== undefined)
      .map(([, name, within]) => [name, inner(body[name!], within)]),
  );
}
