import { XMLParser } from "fast-xml-parser";
import { ProviderRefused } from "../../domain/connections/port.ts";

/** One resource of a WebDAV answer (RFC 4918): the properties it has, by their local names. */
export type Resource = { href: string; gone: boolean; props: Record<string, Node> };
export type Node = string | { [name: string]: Node | Node[] };

// Prefixes are each server's own choice, and no two names that we ask for differ by their namespace alone.
const parser = new XMLParser({
  removeNSPrefix: true,
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  htmlEntities: true,
  isArray: (name) => ["response", "propstat", "comp", "privilege"].includes(name),
});

export function multistatus(text: string): { resources: Resource[]; syncToken: string | null } {
  const root = parse(text).multistatus as any;
  if (root === undefined) throw new ProviderRefused("refused", "The server does not speak CalDAV at this address");
  const resources = list(root.response).map((response: any): Resource => {
    const found = list(response.propstat).find(({ status }: any) => / 200 /.test(`${status} `));
    return {
      href: textOf(response.href) ?? "",
      gone: / 404 /.test(`${textOf(response.status) ?? ""} `),
      props: (found?.prop || {}) as Record<string, Node>,
    };
  });
  return { resources, syncToken: textOf(root["sync-token"]) };
}

function parse(text: string): Record<string, unknown> {
  try {
    return parser.parse(text);
  } catch (error) {
    throw new ProviderRefused("refused", "The server's answer is no XML", { cause: error });
  }
}

const list = (value: any): any[] => (value === undefined || value === "" ? [] : Array.isArray(value) ? value : [value]);

export const textOf = (node: unknown): string | null => {
  const value = typeof node === "object" && node !== null ? (node as Record<string, unknown>)["#text"] : node;
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
};
export const hrefIn = (node: Node | undefined): string | null =>
  typeof node === "object" ? textOf(list((node as any).href)[0]) : null;
export const has = (node: Node | undefined, ...names: string[]): boolean =>
  typeof node === "object" && names.some((name) => name in node);

export const escapeXml = (text: string) =>
  text.replace(/[&<>"]/g, (letter) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[letter]!);

const namespaces = `xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:s="http://calendarserver.org/ns/"`;
const document = (name: string, inside: string) =>
  `<?xml version="1.0" encoding="utf-8"?>\n<${name} ${namespaces}>${inside}</${name}>`;

export const propfind = (...properties: string[]) =>
  document("d:propfind", `<d:prop>${properties.map((name) => `<${name}/>`).join("")}</d:prop>`);

const data = "<d:prop><d:getetag/><c:calendar-data/></d:prop>";
/** Events that overlap the range (RFC 4791 section 7.8). Whole, not expanded: servers differ in what they make of that. */
export const calendarQuery = (from: string, to: string) =>
  document(
    "c:calendar-query",
    `${data}<c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT"><c:time-range start="${from}" end="${to}"/></c:comp-filter></c:comp-filter></c:filter>`,
  );
export const multiget = (hrefs: string[]) =>
  document("c:calendar-multiget", data + hrefs.map((href) => `<d:href>${escapeXml(href)}</d:href>`).join(""));
/** What has changed since the token (RFC 6578). */
export const syncCollection = (token: string) =>
  document(
    "d:sync-collection",
    `<d:sync-token>${escapeXml(token)}</d:sync-token><d:sync-level>1</d:sync-level><d:prop><d:getetag/></d:prop>`,
  );
