import { z } from "zod";
import { PageQuery } from "../../../platform/page.ts";
import { Id, IdParameter, Instant } from "../../../platform/schemas.ts";

const channels = ["email", "sms"] as const;
const statuses = ["queued", "sending", "sent", "failed", "skipped"] as const;

/** A message that left, or will. */
export const Message = z
  .object({
    id: Id,
    channel: z.enum(channels),
    kind: z.string().meta({ description: "What it is for", examples: ["confirmation", "reminder"] }),
    recipient: z.string(),
    subject: z.string().nullable(),
    status: z.enum(statuses),
    mode: z.enum(["live", "sandbox"]).nullable().meta({ description: "sandbox: nothing left this installation" }),
    attempts: z.int(),
    error: z.string().nullable().meta({ description: "Why the last attempt failed" }),
    appointmentId: Id.nullable(),
    bookingId: Id.nullable(),
    hasCalendar: z.boolean().meta({ description: "Whether an .ics file goes with it" }),
    createdAt: Instant,
    sentAt: Instant.nullable(),
  })
  .meta({ id: "Message" });

export const MessageInFull = Message.extend({
  text: z.string(),
  html: z.string().nullable(),
  replyTo: z.string().nullable(),
  calendarMethod: z.enum(["REQUEST", "CANCEL", "PUBLISH"]).nullable(),
  ics: z.string().nullable().meta({ description: "The calendar file" }),
}).meta({ id: "MessageInFull" });

export const MessageId = z.object({ id: IdParameter });
export const MessageSearch = PageQuery.extend({
  channel: z.enum(channels).optional(),
  status: z.enum(statuses).optional(),
  kind: z.string().max(100).optional(),
  recipient: z.string().max(254).optional().meta({ description: "An e-mail address or phone number, in full" }),
  appointmentId: IdParameter.optional(),
  bookingId: IdParameter.optional(),
});
