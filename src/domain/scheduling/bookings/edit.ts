import type { z } from "zod";
import { conflict, invalid, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { refuseOldVersion } from "../../../platform/records.ts";
import { bookingOfHandle } from "./handle.ts";
import { noteChange } from "./history.ts";
import type { BookingChanges } from "./inputs.ts";
import { emitBooking } from "./payload.ts";
import type { BookingView } from "./schema.ts";
import { isOpen } from "./transitions.ts";
import { readBooking } from "./view.ts";

/** Changes what is said about a booking: its title, place and notes. Times and people have verbs of their own. */
export async function editBooking(
  context: Context,
  handle: number | string,
  { location, ...changes }: z.output<typeof BookingChanges>,
): Promise<BookingView> {
  const handled = await bookingOfHandle(context, handle, { lock: true });
  refuseOldVersion(context, handled);
  const before = await readBooking(context, handled.id);
  const wanted = location && placeOf(location);
  if (wanted && !isOpen(handled.status))
    throw refuse(conflict, `This booking is ${handled.status}: it takes place nowhere.`);
  const place = wanted && isSamePlace(wanted, before.location) ? undefined : wanted;
  const told = place !== undefined || (changes.title !== undefined && changes.title !== before.title);
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  if (Object.keys(given).length === 0 && !place) return before;
  await context.db
    .updateTable("bookings")
    .set({
      ...given,
      ...(place ? { location: JSON.stringify(place) } : {}),
      // Calendars take a new version only where what they show has changed.
      ...(told ? { sequence: handled.sequence + 1 } : {}),
    })
    .where("businessId", "=", context.businessId)
    .where("id", "=", handled.id)
    .execute();
  const by = context.caller.name;
  await noteChange(context, handled.id, {
    kind: "edited",
    by,
    details: { fields: Object.keys({ ...given, ...(place ? { place } : {}) }) },
  });
  const booking = await readBooking(context, handled.id);
  context.audit({ action: "booking.updated", subject: "booking", subjectId: handled.id, before, after: booking });
  if (told)
    emitBooking(
      context,
      place?.url && place.url !== before.meetingUrl ? "MEETING_URL_CHANGED" : "booking.updated",
      booking,
      {
        kind: "edited",
        by,
        side: "host",
        ...(place ? { previousLocation: before.location } : {}),
      },
    );
  return booking;
}

/** Nobody need hear that it takes place where it did. */
const isSamePlace = (place: object, known: BookingView["location"]) =>
  Object.entries(place).every(([name, value]) => known?.[name as keyof typeof known] === value);

type Place = NonNullable<z.output<typeof BookingChanges>["location"]>;
function placeOf({ type, address, link, phone }: Place) {
  switch (type) {
    case "inPerson":
    case "attendeeInPerson":
      if (!address) throw invalid("location.address", "Required field");
      return { type, address };
    case "phone":
    case "userPhone":
      if (!phone) throw invalid("location.phone", "Required field");
      return { type, phone };
    case "link":
      if (!link || !/^https?:\/\//i.test(link)) throw invalid("location.link", "Must be an http or https address");
      return { type, url: link };
    case "integrations:google:meet":
    case "integrations:zoom":
      return { type, url: null };
    default:
      throw invalid(
        "location.type",
        "Must be inPerson, attendeeInPerson, phone, userPhone, link, integrations:google:meet or integrations:zoom",
      );
  }
}
