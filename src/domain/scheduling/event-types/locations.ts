import { createHash } from "node:crypto";
import { z } from "zod";
import { invalid } from "../../../platform/errors.ts";
import { Phone, Url } from "../../../platform/schemas.ts";
import type { BookingLocation, Location } from "../tables.ts";

// Where an event type takes place, in Cal.com's words, and where a booking of it does.

const displayLocationPublicly = z
  .boolean()
  .optional()
  .meta({ description: "Shown before it is booked; otherwise after" });
export const EventLocation = z
  .discriminatedUnion("type", [
    z.strictObject({
      type: z.literal("inPerson").meta({ description: "At an address of yours" }),
      address: z.string().trim().min(1).max(500).meta({ description: "The address" }),
      displayLocationPublicly,
    }),
    z.strictObject({
      type: z.literal("attendeeInPerson").meta({ description: "At an address that the attendee gives" }),
    }),
    z.strictObject({
      type: z.literal("phone").meta({ description: "By phone: the host calls the number that the attendee gives" }),
    }),
    z.strictObject({
      type: z.literal("userPhone").meta({ description: "By phone: the attendee calls" }),
      phone: Phone.meta({ description: "The number that the attendee calls" }),
      displayLocationPublicly,
    }),
    z.strictObject({
      type: z.literal("link").meta({ description: "Online, always at the same address" }),
      link: Url.meta({ description: "The http or https address of the meeting" }),
      displayLocationPublicly,
    }),
    z.strictObject({
      type: z.literal("integrations:jitsi").meta({ description: "A Jitsi room of its own for each booking" }),
    }),
    z.strictObject({
      type: z
        .literal("integrations:google:meet")
        .meta({ description: "A Google Meet room; needs a connected Google account" }),
    }),
    z.strictObject({
      type: z.literal("integrations:zoom").meta({ description: "A Zoom meeting; needs a connected Zoom account" }),
    }),
  ])
  .meta({
    id: "EventLocation",
    description: "phone: the host calls the attendee. attendeeInPerson: at an address that the attendee gives",
  });
export const EventLocations = z.array(EventLocation).max(20);

/** Jitsi needs no account, so that every meeting has a room. */
export const usualLocations: Location[] = [{ type: "integrations:jitsi" }];
export const locationsOf = ({ locations }: { locations: Location[] }): Location[] =>
  locations.length > 0 ? locations : usualLocations;

/**
 * What a booker chose: the location's type and, where it takes one, their own part: a phone number, an address. With two
 * addresses to choose from, `optionValue` is the one.
 */
export type LocationChoice = { value: string; optionValue: string | null };

/**
 * Where a booking takes place. `uid` is the booking's, `jitsiUrl` the installation's Jitsi server (config JITSI_URL). The
 * rooms of Google Meet and Zoom have no `url` yet: a job makes them after the booking. Throws VALIDATION_ERROR
 * (`responses.location`) for a choice that the event type does not offer.
 */
export function chooseLocation(
  eventType: { locations: Location[] },
  choice: LocationChoice | null,
  { uid, jitsiUrl, attendeePhone = null }: { uid: string; jitsiUrl: string; attendeePhone?: string | null },
): BookingLocation {
  const location = findLocation(eventType, choice);
  const own = choice?.optionValue ?? null;
  const { type } = location;
  switch (type) {
    case "inPerson":
      return { type, address: location.address ?? null };
    case "attendeeInPerson":
      return { type, address: own };
    case "phone":
      return { type, phone: own ?? attendeePhone };
    case "userPhone":
      return { type, phone: location.phone ?? null };
    case "link":
      return { type, url: location.link ?? null };
    case "integrations:jitsi":
      return { type, url: `${jitsiUrl.replace(/\/+$/, "")}/${roomName(uid)}` };
    default:
      return { type, url: null };
  }
}

/** The location that was chosen, the first where nothing was. Throws VALIDATION_ERROR where it is not offered. */
export function findLocation(eventType: { locations: Location[] }, choice: LocationChoice | null): Location {
  const offered = locationsOf(eventType);
  if (!choice) return offered[0]!;
  const ofType = offered.filter(({ type }) => type === choice.value);
  const exact = ofType.find((location) => placeOf(location) !== null && placeOf(location) === choice.optionValue);
  const found = exact ?? ofType[0] ?? offered.find((location) => placeOf(location) === choice.value);
  if (found) return found;
  const types = [...new Set(offered.map(({ type }) => type))];
  throw invalid("responses.location", `Must be one of ${types.join(", ")}`);
}

const placeOf = ({ address, link, phone }: Location): string | null => address ?? link ?? phone ?? null;

/** Nobody guesses the room, and who is in it does not learn the uid, which cancels the booking: hence its hash. */
const roomName = (uid: string) => `schedly-${createHash("sha256").update(uid).digest("hex").slice(0, 24)}`;
