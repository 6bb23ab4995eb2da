import type { Answer, Asked } from "../oauth/loopback.ts";

type Stored = Record<string, any> & { id: string };
type View = { calendarId: string; from: number; to: number; since: number; at: number };

export const failure = (
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): Answer => ({
  status,
  headers,
  body: { error: { code, message, innerError: { "request-id": "1", date: "2027-03-01T00:00:00" } } },
});
const missing = () => failure(404, "ErrorItemNotFound", "The specified object was not found in the store.");

/** "2027-03-09T09:00:00Z" as Graph writes it when it was asked for UTC. */
export const utc = (text: string) => ({
  dateTime: `${new Date(text).toISOString().slice(0, 19)}.0000000`,
  timeZone: "UTC",
});
const millisecondsOf = (moment: { dateTime: string }) => Date.parse(`${moment.dateTime.slice(0, 19)}Z`);

/** A mailbox's calendars and events; a series is its master and its occurrences. */
export class Mailbox {
  readonly calendars = new Map<string, { id: string; name: string; canEdit: boolean; isDefaultCalendar: boolean }>();
  readonly events = new Map<string, Stored>();
  private changes = new Map<string, number>();
  private removed = new Map<string, { calendarId: string; version: number }>();
  private version = 0;
  private forgotten = 0;

  calendar(id: string, entry: { name?: string; canEdit?: boolean; isDefaultCalendar?: boolean } = {}) {
    this.calendars.set(id, { id, name: id, canEdit: true, isDefaultCalendar: false, ...entry });
  }
  /** Puts an event in as its owner would, in Outlook. */
  set(calendarId: string, event: Stored): Stored {
    const stored = {
      type: "singleInstance",
      iCalUId: `040000008200E00074C5B7101A82E008-${event.seriesMasterId ?? event.id}`,
      subject: event.id,
      isAllDay: false,
      isCancelled: false,
      showAs: "busy",
      responseStatus: { response: "organizer" },
      originalStartTimeZone: "UTC",
      transactionId: null,
      seriesMasterId: null,
      ...event,
      calendarId,
    };
    this.events.set(event.id, stored);
    // A change to an occurrence is a change to its series.
    this.changes.set(event.seriesMasterId ?? event.id, ++this.version);
    return stored;
  }
  delete(id: string) {
    const { calendarId, seriesMasterId } = this.events.get(id)!;
    this.events.delete(id);
    this.version += 1;
    if (seriesMasterId) this.changes.set(seriesMasterId, this.version);
    else this.removed.set(id, { calendarId, version: this.version });
    for (const { id: part } of this.occurrencesOf(id)) this.events.delete(part);
  }
  forgetTokens() {
    this.version += 1;
    this.forgotten = this.version;
  }

  answer(asked: Asked, path: string[], base: string): Answer {
    const [, kind, id = "", what] = path;
    if (kind === "calendars" && !id) return this.list(asked, base);
    if (kind === "calendars") {
      if (!this.calendars.has(id)) return missing();
      if (what === "calendarView") return this.delta(asked, id, base);
      if (!this.calendars.get(id)!.canEdit) return failure(403, "ErrorAccessDenied", "Access is denied.");
      return { status: 201, body: this.create(id, asked.body) };
    }
    const stored = this.events.get(id);
    if (!stored) return missing();
    if (what === "instances") return this.instances(asked, stored);
    if (asked.method === "DELETE") {
      this.delete(id);
      return { status: 204 };
    }
    return {
      status: 200,
      body: asked.method === "PATCH" ? this.set(stored.calendarId, { ...stored, ...asked.body }) : stored,
    };
  }

  /** "A custom identifier … for the server to avoid redundant POST operations": the same one answers the same event. */
  private create(calendarId: string, draft: Record<string, any>): Stored {
    const twin = [...this.events.values()].find(
      ({ transactionId }) => transactionId && transactionId === draft.transactionId,
    );
    return twin ?? this.set(calendarId, { id: `AAMk${this.version}=`, ...draft });
  }

  private list({ query }: Asked, base: string): Answer {
    const all = [...this.calendars.values()];
    const [at, size] = [Number(query.get("$skip") ?? 0), 2];
    const next = at + size < all.length ? { "@odata.nextLink": `${base}/me/calendars?$skip=${at + size}` } : {};
    return { status: 200, body: { ...next, value: all.slice(at, at + size) } };
  }

  private instances({ query }: Asked, master: Stored): Answer {
    if (master.type !== "seriesMaster") return failure(400, "ErrorInvalidRequest", "Not a series");
    const view = { from: Date.parse(query.get("startDateTime")!), to: Date.parse(query.get("endDateTime")!) };
    const value = this.occurrencesOf(master.id).filter((event) => within(event, view));
    // Here, unlike in a delta, occurrences are whole.
    return {
      status: 200,
      body: { value: value.map((event) => (event.type === "exception" ? event : { ...master, ...bare(event) })) },
    };
  }

  private delta({ query, headers }: Asked, calendarId: string, base: string): Answer {
    const token = query.get("$deltatoken") ?? query.get("$skiptoken");
    const view: View = token
      ? JSON.parse(Buffer.from(token, "base64url").toString())
      : {
          calendarId,
          from: Date.parse(query.get("startDateTime")!),
          to: Date.parse(query.get("endDateTime")!),
          since: -1,
          at: 0,
        };
    if (token && view.since < this.forgotten && view.since >= 0)
      return failure(410, "SyncStateNotFound", "The sync state generation is not found.");
    const groups = this.groups(calendarId, view);
    const size = Number(/odata\.maxpagesize=(\d+)/.exec(headers.prefer as string)?.[1] ?? 10);
    const end = view.at + Math.min(size, 2);
    const link = (name: string, next: View) =>
      `${base}/me/calendars/${encodeURIComponent(calendarId)}/calendarView/delta?$${name}=${Buffer.from(JSON.stringify(next)).toString("base64url")}`;
    const more = end < groups.length;
    const links = more
      ? { "@odata.nextLink": link("skiptoken", { ...view, at: end }) }
      : { "@odata.deltaLink": link("deltatoken", { ...view, since: this.version, at: 0 }) };
    return { status: 200, body: { ...links, value: groups.slice(view.at, end).flat() } };
  }

  /** What a round tells, one group per event or series: a series is not split over pages. */
  private groups(calendarId: string, view: View): object[][] {
    const groups: object[][] = [];
    for (const event of this.events.values()) {
      if (event.calendarId !== calendarId || event.seriesMasterId) continue;
      if ((this.changes.get(event.id) ?? 0) <= view.since) continue;
      const group = event.type === "seriesMaster" ? this.series(event, view) : within(event, view) ? [event] : [];
      if (group.length > 0) groups.push(group);
      // "Events that are outside the date range and that have been added, deleted, or updated" come as removed.
      else if (view.since >= 0) groups.push([{ id: event.id, "@removed": { reason: "deleted" } }]);
    }
    if (view.since >= 0)
      for (const [id, { calendarId: from, version }] of this.removed)
        if (from === calendarId && version > view.since) groups.push([{ id, "@removed": { reason: "deleted" } }]);
    return groups;
  }

  /** Occurrences with their times alone; the master where the series begins in the range. */
  private series(master: Stored, view: View): object[] {
    const parts = this.occurrencesOf(master.id).filter((event) => within(event, view));
    const told = parts.map((event) => (event.type === "exception" ? event : bare(event)));
    return within(master, view) ? [master, ...told] : told;
  }

  private occurrencesOf(id: string): Stored[] {
    return [...this.events.values()].filter(({ seriesMasterId }) => seriesMasterId === id);
  }
}

const bare = ({ id, type, seriesMasterId, start, end }: Stored) => ({ id, type, seriesMasterId, start, end });
const within = (event: Stored, { from, to }: { from: number; to: number }) =>
  millisecondsOf(event.end) > from && millisecondsOf(event.start) < to;
