import type { Account, CalendarPort } from "../../domain/connections/port.ts";
import { oauthClient } from "../oauth/client.ts";
import { openApi } from "./api.ts";
import { emailOf, listCalendars } from "./calendars.ts";
import { readChanges, readEvent } from "./changes.ts";
import { putEvent, removeEvent } from "./put.ts";

export type MicrosoftSettings = {
  clientId: string;
  clientSecret: string;
  /** Who may sign in: one organisation's id or domain, `organizations`, `consumers`, or `common` for everybody. */
  tenant: string;
  graphUrl: string;
  loginUrl: string;
  timeoutMs?: number;
};

/** offline_access is what makes access last. */
const scope = "offline_access User.Read Calendars.ReadWrite";

/**
 * Calendars of Microsoft 365 and Outlook.com, through Microsoft Graph 1.0 (learn.microsoft.com/graph/api/resources/calendar)
 * and the identity platform's authorization code flow.
 */
export function microsoftCalendar(settings: MicrosoftSettings): CalendarPort {
  const { clientId, clientSecret, tenant, graphUrl, loginUrl, timeoutMs } = settings;
  const oauth = `${loginUrl}/${encodeURIComponent(tenant)}/oauth2/v2.0`;
  const service = { name: "Microsoft", clientId, clientSecret, clientIn: "body", scope, timeoutMs } as const;
  const client = oauthClient({ ...service, tokenUrl: `${oauth}/token` });
  const api = openApi(client, graphUrl);

  return {
    mode: "live",
    authorizeUrl({ state, redirectUri }) {
      const url = new URL(`${oauth}/authorize`);
      const asked = { response_type: "code", response_mode: "query", prompt: "select_account", scope };
      for (const [name, value] of Object.entries({ client_id: clientId, redirect_uri: redirectUri, state, ...asked }))
        url.searchParams.set(name, value);
      return url.href;
    },
    async exchange(request) {
      const { secret } = await client.exchange(request);
      const account: Account = { secret, save: async () => {} };
      const email = await emailOf(api(account));
      return { secret: account.secret, account: email };
    },
    calendars: (account) => listCalendars(api(account)),
    changes: (account, calendarId, request) => readChanges(api(account), calendarId, request),
    event: (account, _, eventId, { timeZone }) => readEvent(api(account), eventId, timeZone),
    put: (account, calendarId, event, eventId) => putEvent(api(account), calendarId, event, eventId),
    remove: (account, _, eventId) => removeEvent(api(account), eventId),
    async close() {},
  };
}
