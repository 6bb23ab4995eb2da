import ICAL from "ical.js";

/** Text that is no calendar. */
export class NoCalendar extends Error {
  override readonly name = "NoCalendar";
}

/** The calendar that a file holds. Events that cannot be read are left out, as long as some can. */
export function parseCalendar(text: string): ICAL.Component {
  if (!/^BEGIN:VCALENDAR/im.test(text)) throw new NoCalendar("That is no calendar file");
  // Of half a file the events that came would be all that there are, and the time of the others free.
  if (countOf(text, /^BEGIN:VCALENDAR\s*$/gim) > countOf(text, /^END:VCALENDAR\s*$/gim))
    throw new NoCalendar("It is cut off: its last line is missing");
  try {
    return asCalendar(ICAL.parse(text));
  } catch {
    return withoutBroken(text);
  }
}

const countOf = (text: string, line: RegExp) => text.match(line)?.length ?? 0;

/** One broken line makes the parser refuse a whole file; read event by event it costs that event alone. */
function withoutBroken(text: string): ICAL.Component {
  const block = /^BEGIN:(VEVENT|VTIMEZONE)\r?\n[\s\S]*?^END:\1[^\S\n]*$/gim;
  const calendar = new ICAL.Component("vcalendar");
  for (const line of ownLines(text)) {
    const property = asProperty(line);
    if (property) calendar.addProperty(property);
  }
  let broken = 0;
  for (const [part] of text.matchAll(block)) {
    try {
      const wrapped = asCalendar(ICAL.parse(`BEGIN:VCALENDAR\r\n${part}\r\nEND:VCALENDAR\r\n`));
      for (const component of wrapped.getAllSubcomponents()) calendar.addSubcomponent(component);
    } catch {
      broken++;
    }
  }
  const events = calendar.getAllSubcomponents("vevent").length;
  if (broken > 0 && events === 0) throw new NoCalendar("None of its events can be read");
  return calendar;
}

/** What the first calendar says of itself, before its components (RFC 5545, 3.4): its zone, its name. Unfolded. */
function ownLines(text: string): string[] {
  const begin = /^BEGIN:VCALENDAR\s*$/im.exec(text);
  if (!begin) return [];
  const [inside = ""] = text.slice(begin.index + begin[0].length).split(/^(?:BEGIN|END):/im, 1);
  return inside
    .replace(/\r?\n[ \t]/g, "")
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "");
}

/** Null where the line is what is broken. */
function asProperty(line: string): ICAL.Property | null {
  try {
    return asCalendar(ICAL.parse(`BEGIN:VCALENDAR\r\n${line}\r\nEND:VCALENDAR\r\n`)).getFirstProperty() ?? null;
  } catch {
    return null;
  }
}

/** A file may hold several calendars one after the other. */
function asCalendar(parsed: unknown[]): ICAL.Component {
  if (!Array.isArray(parsed[0])) return new ICAL.Component(parsed as never);
  const [first, ...others] = (parsed as unknown[][]).map((one) => new ICAL.Component(one as never));
  for (const other of others) for (const component of other.getAllSubcomponents()) first!.addSubcomponent(component);
  return first!;
}
