import { z } from "zod";
import type { Account, ConferencingPort, Meeting, ProviderRefused } from "../../domain/connections/port.ts";
import { oauthClient } from "../oauth/client.ts";
import type { Call, Reply } from "../oauth/http.ts";
import { expect, refusal } from "../oauth/refusal.ts";

export type ZoomSettings = {
  clientId: string;
  clientSecret: string;
  apiUrl: string;
  loginUrl: string;
  timeoutMs?: number;
};

/**
 * Zoom meetings (developers.zoom.us/docs/api/meetings). What the app may do is set where it is registered with Zoom: it
 * needs user:read:user and meeting:write:meeting, meeting:update:meeting, meeting:read:meeting, meeting:delete:meeting.
 */
export function zoomMeetings({ clientId, clientSecret, apiUrl, loginUrl, timeoutMs }: ZoomSettings): ConferencingPort {
  const tokenUrl = `${loginUrl}/oauth/token`;
  const client = oauthClient({ name: "Zoom", clientId, clientSecret, tokenUrl, clientIn: "header", timeoutMs });
  const call = (account: Account, method: Call["method"], path: string, json?: unknown) =>
    client.ask(account, { method, url: `${apiUrl}${path}`, ...(json === undefined ? {} : { json }) });
  const pathOf = (meetingId: string) => `/meetings/${encodeURIComponent(meetingId)}`;

  async function create(account: Account, meeting: Meeting) {
    const reply = await call(account, "POST", "/users/me/meetings", bodyOf(meeting));
    return roomOf(reply);
  }

  return {
    mode: "live",
    authorizeUrl({ state, redirectUri }) {
      const url = new URL(`${loginUrl}/oauth/authorize`);
      const query = { response_type: "code", client_id: clientId, redirect_uri: redirectUri, state };
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
      return url.href;
    },
    async exchange(request) {
      const { secret } = await client.exchange(request);
      const account: Account = { secret, save: async () => {} };
      const reply = await call(account, "GET", "/users/me");
      if (!reply.ok) throw zoomRefusal(reply);
      const { email } = expect("Zoom", User, reply);
      return { secret: account.secret, account: email.toLowerCase() };
    },
    /** A meeting that its host has deleted in Zoom is made anew, under another id and address. */
    async put(account, meeting, meetingId) {
      if (meetingId === null) return create(account, meeting);
      const changed = await call(account, "PATCH", pathOf(meetingId), bodyOf(meeting));
      if (isGone(changed)) return create(account, meeting);
      if (!changed.ok) throw zoomRefusal(changed);
      // The answer to a change is empty.
      return roomOf(await call(account, "GET", pathOf(meetingId)));
    },
    async remove(account, meetingId) {
      const reply = await call(account, "DELETE", `${pathOf(meetingId)}?schedule_for_reminder=false`);
      if (!reply.ok && !isGone(reply)) throw zoomRefusal(reply);
    },
    async close() {},
  };
}

const User = z.object({ email: z.string().min(3) });
const Room = z.object({ id: z.union([z.number(), z.string()]), join_url: z.url() });

/** `start_url` stays unread: who has it is the host. */
function roomOf(reply: Reply): { meetingId: string; url: string } {
  if (!reply.ok) throw zoomRefusal(reply);
  const { id, join_url } = expect("Zoom", Room, reply);
  return { meetingId: String(id), url: join_url };
}

/** A scheduled meeting (type 2). Waiting room, passcode and the like stay as the host has set them in Zoom. */
const bodyOf = ({ topic, agenda, start, durationMinutes, timeZone }: Meeting) => ({
  type: 2,
  topic: topic.slice(0, 200),
  agenda: agenda.slice(0, 2000),
  // With a Z it is UTC; the zone is the one that Zoom shows it in.
  start_time: `${new Date(start).toISOString().slice(0, 19)}Z`,
  timezone: timeZone,
  duration: Math.min(Math.max(Math.ceil(durationMinutes), 1), 1440),
  settings: { email_notification: false },
});

const Failure = z.object({ code: z.number().nullish(), message: z.string().nullish() });
const codeOf = (reply: Reply) => Failure.safeParse(reply.body).data?.code ?? null;

const isGone = (reply: Reply) => !reply.ok && (reply.status === 404 || codeOf(reply) === meetingMissing);
const meetingMissing = 3001;

/** developers.zoom.us/docs/api/errors: 124 is a dead token, 4700 and 4711 one without the scopes that a call needs. */
function zoomRefusal(reply: Reply): ProviderRefused {
  const code = codeOf(reply);
  const said = Failure.safeParse(reply.body).data?.message ?? null;
  return refusal("Zoom", reply, said, code !== null && needsOwner.has(code) ? "credentials" : undefined);
}
const needsOwner = new Set([124, 4700, 4711]);
