import { z } from "zod";
import type { Asked } from "../oauth/loopback.ts";

// What Graph's reference allows: learn.microsoft.com/graph/api/resources/event and the pages of the single calls.

const odata = {
  $select: z.string().optional(),
  $top: z.string().regex(/^\d+$/).optional(),
  $skip: z.string().regex(/^\d+$/).optional(),
};
const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d/);
const view = { startDateTime: instant, endDateTime: instant };

const moment = z.strictObject({
  // Without an offset: the zone stands beside it.
  dateTime: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?$/),
  timeZone: z.string().min(1),
});
const changeable = {
  subject: z.string().max(255),
  body: z.strictObject({ contentType: z.enum(["text", "html"]), content: z.string() }),
  start: moment,
  end: moment,
  location: z.strictObject({ displayName: z.string() }),
  showAs: z.enum(["free", "tentative", "busy", "oof", "workingElsewhere", "unknown"]),
  attendees: z.array(z.any()),
  isAllDay: z.boolean(),
};
const draft = z
  .strictObject({ ...changeable, transactionId: z.string() })
  .partial()
  .required({ start: true, end: true });
const change = z.strictObject(changeable).partial();

type Contract = { call: RegExp; query: z.ZodType; body?: z.ZodType };
const contracts: Contract[] = [
  { call: /^GET me$/, query: z.strictObject({ $select: odata.$select }) },
  { call: /^GET me\/calendars$/, query: z.strictObject(odata) },
  // "You cannot use $select"; "$expand, $filter, $orderby, and $search" are not supported either. Links carry a token alone.
  {
    call: /^GET me\/calendars\/[^/]+\/calendarView\/delta$/,
    query: z.union([z.strictObject(view), tokenOf("$deltatoken"), tokenOf("$skiptoken")]),
  },
  { call: /^GET me\/events\/[^/]+\/instances$/, query: z.strictObject({ ...odata, ...view }) },
  { call: /^GET me\/events\/[^/]+$/, query: z.strictObject({ $select: odata.$select }) },
  { call: /^POST me\/calendars\/[^/]+\/events$/, query: z.strictObject({}), body: draft },
  // "After you set transactionId when creating an event, you can't change it."
  { call: /^PATCH me\/events\/[^/]+$/, query: z.strictObject({}), body: change },
  { call: /^DELETE me\/events\/[^/]+$/, query: z.strictObject({}) },
];

function tokenOf(name: string) {
  return z.strictObject({ [name]: z.string() });
}

/** What is wrong with a call, or null. */
export function problemOf({ method, query, body, headers }: Asked, path: string[]): string | null {
  const contract = contracts.find(({ call }) => call.test(`${method} ${path.map(encodeURIComponent).join("/")}`));
  if (!contract) return `Resource not found for the segment '${path.at(-1)}'`;
  const asked = contract.query.safeParse(Object.fromEntries(query));
  if (!asked.success) return `Query: ${asked.error.issues[0]!.message}`;
  if (!contract.body) return body === null ? null : "No body here";
  if (!headers["content-type"]?.startsWith("application/json")) return "Content-Type";
  const sent = contract.body.safeParse(body);
  return sent.success ? null : `${sent.error.issues[0]!.path.join(".")}: ${sent.error.issues[0]!.message}`;
}
