import { z } from "zod";
import { PageQuery } from "../../../platform/page.ts";
import { Id, IdParameter, InstantOut } from "../../../platform/schemas.ts";

const states = ["writing", "written", "failed", "asked", "ignored"] as const;

export const CalendarEntry = z
  .object({
    id: Id,
    subject: z.string().meta({ description: "booking:ID or appointment:ID" }),
    userId: Id,
    calendarId: Id.meta({ description: "Which calendar it was written into" }),
    title: z.string(),
    startTime: InstantOut,
    endTime: InstantOut,
    state: z.enum(states).meta({
      description:
        "writing: on its way. failed: see lastError. asked: it was changed outside and its host has to answer. ignored: it was changed outside, and that is all right",
    }),
    outside: z
      .object({
        kind: z.enum(["deleted", "moved"]),
        startTime: InstantOut.optional(),
        endTime: InstantOut.optional(),
        reason: z.string().optional().meta({ description: "Why what you chose could not be done" }),
      })
      .nullable()
      .meta({ description: "What happened to it outside" }),
    lastError: z.string().nullable(),
  })
  .meta({ id: "CalendarEntry" });

export const EntrySearch = PageQuery.extend({
  state: z.enum(states).optional(),
});
export const EntryAnswer = z.strictObject({
  answer: z.enum(["accept", "keep"]).meta({
    description: "accept: cancel the booking, or move it to the event's time. keep: leave the booking as it is",
  }),
});
export const EntryId = z.object({ entryId: IdParameter });
