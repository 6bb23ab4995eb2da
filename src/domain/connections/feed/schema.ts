import { z } from "zod";
import { InstantOut } from "../../../platform/schemas.ts";

export const Feed = z
  .object({
    url: z.string().meta({ description: "Subscribe to it in any calendar program. Whoever has it can read it" }),
    createdAt: InstantOut,
  })
  .meta({ id: "CalendarFeed" });
/** Having no feed is no error: most people have none. */
export const OwnFeed = z
  .object({
    url: z.string().nullable().meta({ description: "null while you have no feed" }),
    createdAt: InstantOut.nullable(),
  })
  .meta({ id: "OwnCalendarFeed" });
export const FeedRemoved = z.object({ deleted: z.literal(true) }).meta({ id: "CalendarFeedRemoved" });
export const FeedToken = z.object({ token: z.string().max(100) });
