import { z } from "zod";
import { type Answer, type Asked, loopback as oauthLoopback } from "../oauth/loopback.ts";

export const failure = (
  status: number,
  code: number,
  message: string,
  headers: Record<string, string> = {},
): Answer => ({
  status,
  headers,
  body: { code, message },
});

/** For tests: Zoom's sign-in and its meetings API v2 on this machine, after Zoom's reference. */
export async function loopback(email = "Maria@zoom.example") {
  const meetings = new Map<string, Record<string, any>>();
  let last = 85_000_000_000;
  const server = await oauthLoopback({
    authorizePath: "/oauth/authorize",
    tokenPath: "/oauth/token",
    clientIn: "header",
    rotates: true,
    authorize(query) {
      const known = ["response_type", "client_id", "redirect_uri", "state", "code_challenge", "code_challenge_method"];
      const unknown = [...query.keys()].find((name) => !known.includes(name));
      return unknown ? `unknown parameter ${unknown}` : null;
    },
    // An app's scopes are those it was registered with.
    scope: () => scopes.join(" "),
    extras: () => ({ api_url: "https://api.zoom.example" }),
    tokenError: (error, reason) => ({ status: error === "invalid_client" ? 401 : 400, body: { reason, error } }),
    unauthorized: () => failure(401, 124, "Invalid access token."),
    api,
  });

  function api({ method, path, query, body }: Asked, scope: string): Answer {
    const found = Object.entries(calls).find(([call]) => new RegExp(`^${call}$`).test(`${method} ${path}`));
    if (!found) return failure(404, 2300, "This API endpoint is not recognized.");
    const [, { needs, body: schema, query: known = [] }] = found;
    if (!scope.split(" ").includes(needs))
      return failure(400, 4711, `Invalid access token, does not contain scopes:[${needs}].`);
    const unknown = [...query.keys()].find((name) => !known.includes(name));
    const sent = (schema ?? z.null()).safeParse(body);
    if (unknown || !sent.success)
      return failure(400, 300, `Validation Failed. ${unknown ?? sent.error!.issues[0]!.path.join(".")}`);
    if (path.endsWith("/users/me")) return { status: 200, body: { id: "u1", email, type: 1 } };
    if (method === "POST") return { status: 201, body: set(String(++last), body) };
    const id = path.split("/").at(-1)!;
    const meeting = meetings.get(id);
    if (!meeting) return failure(404, 3001, `Meeting does not exist: ${id}.`);
    if (method === "GET") return { status: 200, body: meeting };
    if (method === "DELETE") meetings.delete(id);
    else set(id, { ...meeting, ...body });
    return { status: 204 };
  }

  function set(id: string, draft: object) {
    const [join_url, start_url] = [`https://zoom.example/j/${id}?pwd=x`, `https://zoom.example/s/${id}?zak=secret`];
    meetings.set(id, { ...draft, id: Number(id), uuid: `u${id}==`, status: "waiting", join_url, start_url });
    return meetings.get(id);
  }

  return Object.assign(server, {
    meetings,
    adapterSettings: (timeoutMs?: number) => ({
      clientId: server.client.id,
      clientSecret: server.client.secret,
      apiUrl: `${server.url}/v2`,
      loginUrl: server.url,
      ...(timeoutMs ? { timeoutMs } : {}),
    }),
  });
}

const meeting = z
  .strictObject({
    type: z.literal([1, 2, 3, 8, 10]),
    topic: z.string().max(200),
    agenda: z.string().max(2000),
    start_time: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ?$/),
    timezone: z.string(),
    duration: z.int().min(1).max(1440),
    settings: z
      .strictObject({
        email_notification: z.boolean(),
        join_before_host: z.boolean(),
        waiting_room: z.boolean(),
      })
      .partial(),
  })
  .partial();

type Contract = { needs: string; body?: z.ZodType; query?: string[] };
const calls: Record<string, Contract> = {
  "GET /v2/users/me": { needs: "user:read:user" },
  "POST /v2/users/me/meetings": { needs: "meeting:write:meeting", body: meeting },
  "GET /v2/meetings/[^/]+": { needs: "meeting:read:meeting", query: ["occurrence_id", "show_previous_occurrences"] },
  "PATCH /v2/meetings/[^/]+": { needs: "meeting:update:meeting", body: meeting, query: ["occurrence_id"] },
  "DELETE /v2/meetings/[^/]+": {
    needs: "meeting:delete:meeting",
    query: ["occurrence_id", "schedule_for_reminder", "cancel_meeting_reminder"],
  },
};
const scopes = Object.values(calls).map(({ needs }) => needs);
