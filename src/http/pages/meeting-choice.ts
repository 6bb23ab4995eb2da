import { isZone } from "../../domain/time/availability/zone.ts";
import { isDate } from "./choice.ts";
import type { Html } from "./html.ts";
import type { Offer } from "./meeting-offer.ts";
import { hidden } from "./parts.ts";

/** What somebody has chosen so far on the way to a meeting, as it travels in addresses and forms. */
export type MeetingChoice = {
  /** An instant. */
  time: string | null;
  /** A date in `zone`. */
  day: string | null;
  /** The viewer's: theirs if they have said so, else the host's. */
  zone: string;
  /** Minutes. */
  length: number;
  /** The answers to a routing form that led here, by their handle. */
  response: string | null;
};

/** Reads a choice from a query or form. What does not go with the event type is as good as not chosen. */
export function meetingChoiceOf(values: Record<string, string>, { type }: Offer): MeetingChoice {
  const { time, day, zone, length, response } = values;
  const lengths = lengthsOf(type);
  return {
    time: /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z$/.test(time ?? "") && !Number.isNaN(Date.parse(time!)) ? time! : null,
    day: isDate(day) ? day : null,
    zone: !type.lockTimeZone && zone && isZone(zone) ? zone : type.zone,
    length: lengths.find((minutes) => String(minutes) === length) ?? type.length,
    response: /^rsp_[0-9A-Za-z]{1,60}$/.test(response ?? "") ? response! : null,
  };
}

/** In the order of the event type's own list, its usual length among them. */
export const lengthsOf = ({ length, lengthOptions }: Pick<Offer["type"], "length" | "lengthOptions">): number[] =>
  lengthOptions.length > 0 ? [...new Set([...lengthOptions, length])].sort((a, b) => a - b) : [length];

export const hiddenMeetingChoice = (choice: MeetingChoice): Html[] => hidden(choice);

export const meetingQuery = (choice: MeetingChoice): string =>
  String(
    new URLSearchParams(
      Object.entries(choice).flatMap(([name, value]): [string, string][] =>
        value === null ? [] : [[name, String(value)]],
      ),
    ),
  );
