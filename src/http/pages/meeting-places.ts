import { texts as mailTexts } from "../../domain/messaging/mail/texts/index.ts";
import type { Location } from "../../domain/scheduling/tables.ts";
import { type Html, html } from "./html.ts";
import { field, hidden, radios, type Wrong } from "./parts.ts";
import { say } from "./say.ts";
import type { Visit } from "./visit.ts";

// Where a meeting takes place, as its booker chooses it: `place` is the number of a location, `place-phone` and
// `place-address` are what the booker adds to it.

const services: Record<string, string> = {
  "integrations:jitsi": "Jitsi Meet",
  "integrations:google:meet": "Google Meet",
  "integrations:zoom": "Zoom",
};

/** "In person, Torstraße 12", "Zoom", "By phone, you are called" */
export function locationInWords({ texts }: Visit, { type, address, phone }: Location): string {
  const kind = texts.meeting.places[type as keyof typeof texts.meeting.places] ?? services[type] ?? type;
  return [kind, address ?? phone].filter(Boolean).join(", ");
}

/** Nothing to choose where there is one place; but a call needs a number, and a visit an address. */
export function placeFields(visit: Visit, locations: Location[], wrong: Wrong = {}): Html {
  const { form, texts } = visit;
  const only = locations.length === 1;
  const has = (type: string) => locations.some((location) => location.type === type);
  const where = mailTexts[visit.locale].words.where;
  const chosen = (type: string) => locations.find((location) => location.type === type)!;
  // Without a script the field is there whatever is chosen: it says when it is meant.
  const condition = (type: string) =>
    only
      ? { required: true }
      : { hint: say(texts.meeting.onlyIf, { answer: locationInWords(visit, chosen(type)), question: where }) };
  return html`${
    only
      ? hidden({ place: "0" })
      : radios(
          {
            name: "place",
            legend: where,
            choices: locations.map((location, index) => ({
              value: String(index),
              label: locationInWords(visit, location),
            })),
            chosen: form.place ?? "0",
          },
          wrong,
        )
  }
${has("phone") && field({ name: "place-phone", label: texts.meeting.ownPhone, type: "tel", value: form["place-phone"], autocomplete: "tel", maxlength: 40, ...condition("phone") }, wrong)}
${has("attendeeInPerson") && field({ name: "place-address", label: texts.meeting.ownAddress, value: form["place-address"], autocomplete: "street-address", maxlength: 500, ...condition("attendeeInPerson") }, wrong)}`;
}

/** As the API takes it. */
export function placeOf({ form }: Visit, locations: Location[]): { value: string; optionValue: string } | null {
  const location = locations[Number(form.place ?? "0")];
  if (!location) return null;
  const { type, address, link, phone } = location;
  const own = type === "phone" ? form["place-phone"] : type === "attendeeInPerson" ? form["place-address"] : null;
  return { value: type, optionValue: (own ?? address ?? link ?? phone ?? "").trim() };
}

/** The field that is to blame where the API refused the place, and whether it is empty or wrong. */
export function wrongPlace({ form, texts }: Visit, locations: Location[]): Wrong {
  const { meeting, wrong } = texts;
  const missing = (question: string) => say(meeting.wrong.missing, { question });
  switch (locations[Number(form.place ?? "0")]?.type) {
    case "phone":
      return { "place-phone": form["place-phone"]?.trim() ? wrong.phone : missing(meeting.ownPhone) };
    case "attendeeInPerson":
      return { "place-address": missing(meeting.ownAddress) };
    default:
      return { place: meeting.wrong.place };
  }
}
