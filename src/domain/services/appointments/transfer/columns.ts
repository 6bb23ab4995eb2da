import { z } from "zod";
import { IntegerCell, maybe } from "../../../../platform/csv/cells.ts";
import {
  Currency,
  Email,
  IdParameter,
  Instant,
  Language,
  Money,
  Name,
  Phone,
  Text,
  TimeZone,
} from "../../../../platform/schemas.ts";
import { recurrenceRules, statuses } from "../schema.ts";
import { AnswersByKey } from "./answers.ts";

/** What other systems call the same. */
const otherWords: Record<string, string> = {
  cancelled: "canceled",
  confirmed: "approved",
  booked: "approved",
  requested: "pending",
  declined: "rejected",
  done: "completed",
  noshow: "no-show",
  "no show": "no-show",
  no_show: "no-show",
};
const StatusCell = z
  .string()
  .toLowerCase()
  .transform((word) => otherWords[word] ?? word)
  .pipe(z.enum(statuses, { error: `Must be one of ${statuses.join(", ")}` }));

/** Whoever knows a handle can see the appointment and cancel it, so it must not be easy to guess. */
const Handle = z
  .string()
  .regex(/^[\w.:@=+-]{8,100}$/, { error: "Must be 8 to 100 letters, digits and signs" })
  .refine((text) => !/^\d+$/.test(text), { error: "Must not be a number: anybody could guess it" });

/** Something with parts in one cell, as JSON. */
const jsonCell = <Value extends z.ZodType>(value: Value, what: string) =>
  z.string().transform((text, context): z.output<Value> => {
    const parsed = value.safeParse(jsonOf(text));
    if (parsed.success) return parsed.data;
    context.addIssue({ code: "custom", message: `Must be a JSON ${what} such as the export writes` });
    return z.NEVER;
  });
const listCell = <Item extends z.ZodType>(item: Item, most: number) => jsonCell(z.array(item).max(most), "list");
const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const Extra = z.strictObject({
  name: Name,
  quantity: z.int().min(1).max(100).default(1),
  price: Money.optional(),
  duration: z.int().min(0).max(1440).optional(),
});
const Guest = z.strictObject({
  name: Name,
  email: Email.nullish(),
  phone: Phone.nullish(),
  status: z.enum(["booked", "canceled", "no-show"]).default("booked"),
  customFields: AnswersByKey.optional(),
});
export type ExtraCell = z.output<typeof Extra>;
export type GuestCell = z.output<typeof Guest>;

/** One appointment in a line. Money in minor units, instants with an offset, extras, attendees and answers as JSON. */
export const columns = z.strictObject({
  id: maybe(IdParameter),
  uid: maybe(Handle),
  startTime: maybe(Instant),
  endTime: maybe(Instant),
  status: maybe(StatusCell),
  serviceId: maybe(IdParameter),
  serviceName: maybe(Name),
  customerId: maybe(IdParameter),
  customerName: maybe(Name),
  customerEmail: maybe(Email),
  customerPhone: maybe(Phone),
  employeeId: maybe(IdParameter),
  employeeName: maybe(Name),
  employeeEmail: maybe(Email),
  locationId: maybe(IdParameter),
  locationName: maybe(Name),
  price: maybe(IntegerCell.pipe(Money)),
  currency: maybe(Currency),
  extras: maybe(listCell(Extra, 50)),
  attendees: maybe(listCell(Guest, 1000)),
  notes: maybe(Text),
  internalNotes: maybe(Text),
  customFields: maybe(jsonCell(AnswersByKey, "object")),
  cancellationReason: maybe(Text),
  recurrenceRule: maybe(z.enum(recurrenceRules)),
  seriesUid: maybe(z.string().max(100)),
  timeZone: maybe(TimeZone),
  language: maybe(Language),
  createdAt: maybe(Instant),
});
export type Cells = z.output<typeof columns>;

export const aliases = {
  start: "startTime",
  "start date": "startTime",
  begin: "startTime",
  end: "endTime",
  "end date": "endTime",
  service: "serviceName",
  customer: "customerName",
  client: "customerName",
  "client name": "customerName",
  "client email": "customerEmail",
  "client phone": "customerPhone",
  email: "customerEmail",
  phone: "customerPhone",
  employee: "employeeName",
  staff: "employeeName",
  "staff name": "employeeName",
  provider: "employeeName",
  location: "locationName",
  note: "notes",
  comment: "notes",
  created: "createdAt",
  handle: "uid",
};
