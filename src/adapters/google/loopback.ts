import { type Answer, type Asked, loopback as oauthLoopback } from "../oauth/loopback.ts";
import { Calendar, type Entry, failure, mask } from "./calendar.test-support.ts";

const scopeBase = "https://www.googleapis.com/auth/";
const reading = ["calendar", "calendar.readonly"];
const readingEvents = [...reading, "calendar.events", "calendar.events.readonly"];
const writing = ["calendar", "calendar.events"];

/**
 * For tests: Google's sign-in and Calendar API v3 on this machine, after Google's reference. It refuses parameters and
 * fields that the reference does not know, and combinations that it rules out.
 */
export async function loopback(email = "maria@gmail.example") {
  const calendars = new Map<string, Calendar>();
  const settings = { pageSize: 2 };
  const server = await oauthLoopback({
    authorizePath: "/o/oauth2/v2/auth",
    tokenPath: "/token",
    clientIn: "body",
    rotates: false,
    authorize(query) {
      const known = new Set(authorizeParameters);
      const unknown = [...query.keys()].find((name) => !known.has(name));
      if (unknown) return `unknown parameter ${unknown}`;
      if (!["online", "offline"].includes(query.get("access_type") ?? "online")) return "access_type";
      return query.get("scope") ? null : "scope is needed";
    },
    scope: (query) => query.get("scope")!,
    extras: (scope) => (scope.includes("openid") ? { id_token: idToken(email) } : {}),
    tokenError: (error, error_description) => ({
      status: error === "invalid_client" ? 401 : 400,
      body: { error, error_description },
    }),
    unauthorized: () => failure(401, "authError", "Invalid Credentials"),
    api,
  });

  function api(asked: Asked, scope: string): Answer {
    const path = asked.path.split("/").slice(1).map(decodeURIComponent);
    if (path.slice(0, 2).join("/") !== "calendar/v3") return { status: 404, body: "Not Found" };
    const may = (...any: string[]) => any.some((name) => scope.split(" ").includes(scopeBase + name));
    const denied = () => failure(403, "insufficientPermissions", "Request had insufficient authentication scopes.");
    const [, , kind, id = "", what, eventId] = path;
    if (kind === "users" && what === "calendarList") return may(...reading) ? list(asked) : denied();
    const calendar = calendars.get(id);
    if (kind !== "calendars" || what !== "events") return { status: 404, body: "Not Found" };
    if (!may(...(asked.method === "GET" ? readingEvents : writing))) return denied();
    if (!calendar) return failure(404, "notFound", "Not Found");
    return calendar.answer(asked, eventId ?? null, settings.pageSize);
  }

  function list({ method, query }: Asked): Answer {
    const known = ["maxResults", "minAccessRole", "pageToken", "showDeleted", "showHidden", "syncToken", "fields"];
    const unknown = [...query.keys()].find((name) => !known.includes(name));
    if (method !== "GET" || unknown) return failure(400, "badRequest", `Unknown name "${unknown}"`);
    if (Number(query.get("maxResults") ?? 100) > 250) return failure(400, "invalidParameter", "maxResults");
    const roles = ["freeBusyReader", "reader", "writer", "owner"];
    const least = roles.indexOf(query.get("minAccessRole") ?? "freeBusyReader");
    const entries = [...calendars.values()].map(({ entry }) => entry);
    const shown = entries.filter(({ accessRole }) => roles.indexOf(accessRole) >= least);
    const at = Number(query.get("pageToken") ?? 0);
    const next = at + settings.pageSize;
    const rest = next < shown.length ? { nextPageToken: String(next) } : { nextSyncToken: "list-1" };
    const body = { kind: "calendar#calendarList", etag: '"1"', ...rest, items: shown.slice(at, next) };
    return { status: 200, body: mask(body, query.get("fields")) };
  }

  return Object.assign(server, {
    settings,
    calendar(id: string, entry: Partial<Entry> = {}) {
      const made = new Calendar({ id, summary: id, accessRole: "owner", timeZone: "Europe/Berlin", ...entry });
      calendars.set(id, made);
      return made;
    },
    adapterSettings: (timeoutMs?: number) => ({
      clientId: server.client.id,
      clientSecret: server.client.secret,
      apiUrl: `${server.url}/calendar/v3`,
      authUrl: `${server.url}/o/oauth2/v2/auth`,
      tokenUrl: `${server.url}/token`,
      ...(timeoutMs ? { timeoutMs } : {}),
    }),
  });
}

const authorizeParameters = [
  "client_id",
  "redirect_uri",
  "response_type",
  "scope",
  "access_type",
  "state",
  "include_granted_scopes",
  "login_hint",
  "prompt",
];

const idToken = (email: string) => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "RS256" })}.${part({ iss: "https://accounts.google.com", sub: "1", email, email_verified: true })}.c2ln`;
};
