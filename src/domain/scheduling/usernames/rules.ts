import { z } from "zod";
import { slugFrom } from "../../../platform/slugs.ts";
import { isReserved } from "../../identity/businesses/reserved.ts";

/** What a person's page is called: `sarahj`. */
export const Username = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])$/, {
    error: "Must be 2 to 63 letters, digits and hyphens, and must not begin or end with a hyphen",
  })
  .meta({ description: "The last part of your booking page's address", examples: ["sarahj"] });

/** First parts of addresses that lead somewhere else already, or may come to. A subdomain may be called so. */
const places = new Set(
  `b me u d user users event-types event-type schedules availability appointments appointment confirm-appointment slots cancel
  reschedule review reviews forgot sign-out waitlist waitlists instant meeting meetings feed feeds calendar-feed insights
  workflows routing forms form reserve ports robots sitemap favicon index null undefined`.split(/\s+/),
);

/** Nobody gets a name that people would take for ours, or that an address of the product begins with. */
export const isReservedUsername = (username: string): boolean => isReserved(username) || places.has(username);

/** `Sarah Johnson` → `sarah-johnson`; where a name has no letter that an address can hold, the mail address's first part. */
export function usernameFrom({ name, email }: { name: string; email: string }): string {
  const candidates = [name, email.split("@")[0]!].map((text) => slugFrom(text, 56));
  return candidates.find((slug) => slug.length >= 2) ?? "member";
}
