import { type ExternalCalendar, ProviderRefused } from "../../domain/connections/port.ts";
import { parseCalendar } from "../ics/parse.ts";
import { clocksOf, zoneOfName } from "../ics/zones.ts";
import type { Dav } from "./client.ts";
import { has, hrefIn, type Node, propfind, type Resource, textOf } from "./xml.ts";

/**
 * The calendars of an account, from whatever address its owner knows (RFC 6764): a calendar, the principal, the server's
 * root, or its bare name, where /.well-known/caldav leads on. An address with a path means what lies there, and nothing
 * else: the calendar that was named may have been deleted, and the next one be somebody's who shares theirs.
 */
export async function discover(dav: Dav, url: string): Promise<ExternalCalendar[]> {
  const start = await firstThatKnows(dav, url);
  const here = start.resources[0];
  if (here && isCalendar(here)) return [calendarOf(dav, here, start.url)!];
  const home = await homeOf(dav, start);
  const { url: base, resources } = await dav.list("PROPFIND", home, propfind(...ofCalendar), 1);
  const found = resources.filter(isCalendar).flatMap((resource) => calendarOf(dav, resource, base) ?? []);
  if (found.length === 0) throw new ProviderRefused("refused", "This account has no calendar for events");
  return found.map((calendar, index) => ({ ...calendar, primary: index === 0 }));
}

/** What all addresses of an account lead to. One that leads nowhere any more takes nothing from the others. */
export async function discoverAll(dav: Dav, urls: string[]): Promise<ExternalCalendar[]> {
  const found = new Map<string, ExternalCalendar>();
  let refusal: unknown;
  for (const url of urls) {
    try {
      for (const calendar of await discover(dav, url)) if (!found.has(calendar.id)) found.set(calendar.id, calendar);
    } catch (error) {
      const leadsNowhere = error instanceof ProviderRefused && (error.kind === "gone" || error.kind === "refused");
      if (!leadsNowhere) throw error;
      refusal ??= error;
    }
  }
  if (found.size === 0) throw refusal;
  return [...found.values()].map((calendar, index) => ({ ...calendar, primary: index === 0 }));
}

type Listing = Awaited<ReturnType<Dav["list"]>>;

async function firstThatKnows(dav: Dav, url: string): Promise<Listing> {
  let refusal: unknown;
  const named = new URL(url).pathname !== "/";
  for (const candidate of named ? [url] : [url, new URL("/.well-known/caldav", url).href]) {
    try {
      const asked = propfind("d:current-user-principal", "c:calendar-home-set", ...ofCalendar);
      const listing = await dav.list("PROPFIND", candidate, asked, 0);
      const props = listing.resources[0]?.props;
      if (!props) continue;
      if (
        hrefIn(props["current-user-principal"]) ||
        hrefIn(props["calendar-home-set"]) ||
        isCalendar(listing.resources[0]!)
      )
        return listing;
    } catch (error) {
      // A wrong password is wrong everywhere; asking on would lock the account.
      if (error instanceof ProviderRefused && error.kind === "credentials") throw error;
      refusal ??= error;
    }
  }
  throw refusal ?? new ProviderRefused("refused", "No CalDAV account was found at this address");
}

async function homeOf(dav: Dav, { url, resources }: Listing): Promise<string> {
  const props = resources[0]!.props;
  const home = hrefIn(props["calendar-home-set"]);
  if (home) return dav.address(home, url);
  const principal = dav.address(hrefIn(props["current-user-principal"])!, url);
  const found = await dav.list("PROPFIND", principal, propfind("c:calendar-home-set"), 0);
  const href = hrefIn(found.resources[0]?.props["calendar-home-set"]);
  if (!href) throw new ProviderRefused("refused", "This account has no calendars");
  return dav.address(href, found.url);
}

const ofCalendar = [
  "d:resourcetype",
  "d:displayname",
  "d:current-user-privilege-set",
  "c:supported-calendar-component-set",
  "c:calendar-timezone",
];

const isCalendar = ({ props }: Resource) => has(props.resourcetype, "calendar") && takesEvents(props);

/** A list of tasks is a calendar too. One that does not say what it takes takes everything. */
function takesEvents(props: Record<string, Node>): boolean {
  const components = (props["supported-calendar-component-set"] as any)?.comp as { "@name"?: string }[] | undefined;
  return !components || components.some((component) => component["@name"]?.toUpperCase() === "VEVENT");
}

function calendarOf(dav: Dav, { href, props }: Resource, base: string): ExternalCalendar | null {
  const id = dav.address(href, base);
  const name =
    textOf(props.displayname) ?? decodeURIComponent(new URL(id).pathname.split("/").filter(Boolean).at(-1) ?? id);
  return { id, name, primary: true, writable: isWritable(props), timeZone: zoneIn(textOf(props["calendar-timezone"])) };
}

function isWritable(props: Record<string, Node>): boolean {
  const privileges = (props["current-user-privilege-set"] as any)?.privilege as Node[] | undefined;
  return !privileges || privileges.some((privilege) => has(privilege, "write", "write-content", "all", "bind"));
}

function zoneIn(text: string | null): string | null {
  try {
    const [name] = text ? clocksOf(parseCalendar(text)).keys() : [];
    return name ? zoneOfName(name) : null;
  } catch {
    return null;
  }
}
