import { type CalendarPort, ProviderRefused } from "../../domain/connections/port.ts";
import { type Grant, oauthClient } from "../oauth/client.ts";
import { accountOf, scopes } from "./account.ts";
import { openApi } from "./api.ts";
import { listCalendars } from "./calendars.ts";
import { readChanges, readEvent } from "./changes.ts";
import { putEvent, removeEvent } from "./put.ts";

export type GoogleSettings = {
  clientId: string;
  clientSecret: string;
  apiUrl: string;
  authUrl: string;
  tokenUrl: string;
  timeoutMs?: number;
};

/**
 * Google Calendar and Meet, through the Calendar API v3 (developers.google.com/workspace/calendar/api/v3/reference) and
 * OAuth 2.0 for web servers (developers.google.com/identity/protocols/oauth2/web-server).
 */
export function googleCalendar(settings: GoogleSettings): CalendarPort {
  const { clientId, clientSecret, apiUrl, authUrl, tokenUrl, timeoutMs } = settings;
  const client = oauthClient({ name: "Google", clientId, clientSecret, tokenUrl, clientIn: "body", timeoutMs });
  const api = openApi(client, apiUrl);

  return {
    mode: "live",
    authorizeUrl({ state, redirectUri }) {
      const url = new URL(authUrl);
      // Without the prompt Google gives a refresh token only the first time somebody agrees.
      const asked = { response_type: "code", access_type: "offline", prompt: "consent" };
      const ours = { client_id: clientId, redirect_uri: redirectUri, scope: scopes.join(" "), state };
      for (const [name, value] of Object.entries({ ...ours, ...asked })) url.searchParams.set(name, value);
      return url.href;
    },
    async exchange(request) {
      const { secret, grant } = await client.exchange(request);
      refusePartial(grant);
      return { secret, account: accountOf(grant) };
    },
    calendars: (account) => listCalendars(api(account)),
    changes: (account, calendarId, request) => readChanges(api(account), calendarId, request),
    event: (account, calendarId, eventId, { timeZone }) => readEvent(api(account), calendarId, eventId, timeZone),
    put: (account, calendarId, event, eventId) => putEvent(api(account), calendarId, event, eventId),
    remove: (account, calendarId, eventId) => removeEvent(api(account), calendarId, eventId),
    async close() {},
  };
}

/** Google lets people untick single permissions; without these two nothing would work, and they would not know why. */
function refusePartial({ scope }: Grant): void {
  const granted = new Set(scope?.split(" "));
  if (scope && !scopes.filter((wanted) => wanted.includes("calendar")).every((wanted) => granted.has(wanted)))
    throw new ProviderRefused("refused", "Tick both calendar permissions when Google asks, then it works");
}
