/** Minutes that a zone is ahead of UTC at an instant (epoch milliseconds). */
function offsetAt(zone: string, instant: number): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  }).formatToParts(instant);
  const part = (type: string) => Number(parts.find((one) => one.type === type)!.value);
  const wall = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"));
  return Math.round((wall - Math.floor(instant / 60_000) * 60_000) / 60_000);
}

/** A wall-clock time such as "2027-03-09 10:00" in a zone, as an instant. In the hour that a clock skips it is the one after. */
export function instantAt(zone: string, wallTime: string): string {
  const wall = Date.parse(`${wallTime.slice(0, 16).replace(" ", "T")}:00Z`);
  const first = wall - offsetAt(zone, wall) * 60_000;
  const second = wall - offsetAt(zone, first) * 60_000;
  return new Date(second).toISOString();
}

/** An instant as "2027-03-09 10:00:00" on a zone's clock, as Mantine's pickers want it. */
export function wallTimeAt(zone: string, instant: string): string {
  const at = Date.parse(instant);
  return new Date(at + offsetAt(zone, at) * 60_000).toISOString().slice(0, 19).replace("T", " ");
}

export const allZones = Intl.supportedValuesOf("timeZone");
