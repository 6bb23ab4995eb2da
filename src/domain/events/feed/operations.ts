import { z } from "zod";
import { prepared } from "../../../platform/database.ts";
import { badRequest, DomainError, forbidden } from "../../../platform/errors.ts";
import { operation } from "../../../platform/operation.ts";
import { decodeCursor, encodeCursor, PageQuery } from "../../../platform/page.ts";
import { Id, InstantOut } from "../../../platform/schemas.ts";
import { type Trigger, triggerNames } from "../triggers/catalog.ts";

const TriggerName = z.enum(triggerNames);
const Event = z
  .object({
    id: Id,
    triggerEvent: TriggerName,
    createdAt: InstantOut,
    subject: z.string().meta({ description: "What it is about, such as booking:501" }),
    payload: z.record(z.string(), z.unknown()).meta({ description: "As webhooks get it" }),
  })
  .meta({ id: "Event" });

const EventSearch = PageQuery.omit({ cursor: true }).extend({
  after: z
    .string()
    .max(500)
    .optional()
    .meta({ description: "The `cursor` of the answer before; left out or empty, from the first event on" }),
  types: z
    .string()
    .optional()
    .transform((text) => text?.split(",").filter(Boolean))
    .pipe(z.array(TriggerName).max(triggerNames.length).optional())
    .meta({ description: "Only these triggers, separated by commas; left out or empty, all of them" }),
});

export const listEvents = operation({
  name: "events.list",
  http: "GET /api/events",
  access: "webhooks:read",
  summary: "Read what happened, in order, from where you left off",
  description:
    "What webhooks tell of, whether there are any or not: a client that was down misses nothing. Keep `cursor` and send it as `after` the next time; it is given even where nothing is new. An event appears once every transaction that began before its own has ended, so none is ever slipped in behind your cursor. For members who see the whole business.",
  query: EventSearch,
  output: z.object({
    events: z.array(Event),
    cursor: z.string().nullable().meta({ description: "null while nothing has happened yet of what is asked for" }),
    hasMore: z.boolean().meta({ description: "Ask again at once" }),
  }),
  async run({ businessId, db, caller }, { after, types = [], limit }) {
    if (caller.onlyOwn)
      throw new DomainError(forbidden, "Only members who see the whole business may read its events.");
    const [transaction, id] = after ? positionOf(after) : ["0", 0];
    const wanted = types.length > 0 ? types : triggerNames;
    const found = await prepared<Stored>(db, readAfter, [businessId, transaction, id, wanted, limit + 1]);
    const rows = found.slice(0, limit);
    const last = rows.at(-1);
    return {
      events: rows.map(({ transaction: _, ...event }) => event),
      cursor: last ? encodeCursor([last.transaction, last.id]) : after || null,
      hasMore: found.length > limit,
    };
  },
});

type Stored = z.output<typeof Event> & { triggerEvent: Trigger; transaction: string };

// A transaction that is under way may still bring an event with an earlier number: up to the oldest of them everything
// is known. Ids alone would not do, for they are given out before the commit.
const readAfter = `
  select id, trigger as "triggerEvent", created_at as "createdAt", subject, payload, transaction::text as transaction
  from events
  where business_id = $1 and (transaction, id) > ($2::xid8, $3) and trigger = any($4)
    and transaction < pg_snapshot_xmin(pg_current_snapshot())
  order by events.transaction, id limit $5`;

function positionOf(cursor: string): [transaction: string, id: number] {
  const [transaction, id] = tryDecode(cursor) ?? [];
  if (typeof transaction === "string" && /^\d{1,19}$/.test(transaction) && Number.isSafeInteger(id))
    return [transaction, id as number];
  const message = "Must be a cursor that this list gave out";
  throw new DomainError(badRequest, "Invalid request parameters", [{ field: "after", message }]);
}

function tryDecode(cursor: string) {
  try {
    return decodeCursor(cursor, 2);
  } catch {
    return null;
  }
}
