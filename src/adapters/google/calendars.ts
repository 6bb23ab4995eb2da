import { z } from "zod";
import type { ExternalCalendar } from "../../domain/connections/port.ts";
import { expect } from "../oauth/refusal.ts";
import { type Api, eachPage } from "./api.ts";

const Page = z.object({
  items: z
    .array(
      z.object({
        id: z.string(),
        summary: z.string().nullish(),
        summaryOverride: z.string().nullish(),
        primary: z.boolean().nullish(),
        accessRole: z.string(),
        timeZone: z.string().nullish(),
      }),
    )
    .nullish(),
  nextPageToken: z.string().nullish(),
});

/** The calendars on the account's list whose events it may read, under the names that their owner gave them. */
export async function listCalendars(api: Api): Promise<ExternalCalendar[]> {
  const calendars: ExternalCalendar[] = [];
  await eachPage(
    (pageToken) => api("GET", ["users", "me", "calendarList"], { maxResults: 250, minAccessRole: "reader", pageToken }),
    (reply) => {
      const { items, nextPageToken } = expect("Google", Page, reply);
      for (const { id, summary, summaryOverride, primary, accessRole, timeZone } of items ?? [])
        calendars.push({
          id,
          name: summaryOverride ?? summary ?? id,
          primary: primary ?? false,
          writable: accessRole === "owner" || accessRole === "writer",
          timeZone: timeZone ?? null,
        });
      return nextPageToken;
    },
  );
  return calendars;
}
