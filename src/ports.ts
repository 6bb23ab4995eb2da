import { googleCalendar } from "./adapters/google/google.ts";
import { openCalendars } from "./adapters/ics/calendars.ts";
import { microsoftCalendar } from "./adapters/microsoft/microsoft.ts";
import { sandboxCalendar } from "./adapters/sandbox/calendar.ts";
import { sandboxMeetings } from "./adapters/sandbox/conferencing.ts";
import { sandboxMail } from "./adapters/sandbox/mail.ts";
import { sandboxSms } from "./adapters/sandbox/sms.ts";
import { smtpMail } from "./adapters/smtp/smtp.ts";
import { twilioSms } from "./adapters/twilio/twilio.ts";
import { zoomMeetings } from "./adapters/zoom/zoom.ts";
import { type Config, publicUrlOf } from "./config.ts";
import type { Ports } from "./platform/operation.ts";

/** Outside services: the real one where its settings are given, else a sandbox that is labelled as such. */
export const buildPorts = (config: Config): Ports => ({
  mail: config.SMTP_URL ? smtpMail(config.SMTP_URL) : sandboxMail(),
  sms: smsService(config) ?? sandboxSms(),
  ...openCalendars({ allowPrivate: config.WEBHOOK_ALLOW_PRIVATE }),
  google: sandboxCalendar("google", publicUrlOf(config)),
  microsoft: sandboxCalendar("microsoft", publicUrlOf(config)),
  zoom: sandboxMeetings(publicUrlOf(config)),
  ...oauthServices(config),
});

export async function closePorts(ports: Ports): Promise<void> {
  for (const port of Object.values(ports)) await port.close();
}

function smsService(config: Config): Ports["sms"] | null {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_FROM: from } = config;
  return accountSid && authToken && from
    ? twilioSms({ accountSid, authToken, from, apiUrl: config.TWILIO_API_URL })
    : null;
}

/** The services that people connect with their own accounts, each once its client is set. */
function oauthServices(config: Config): Partial<Pick<Ports, "google" | "microsoft" | "zoom">> {
  const clientOf = (service: "GOOGLE" | "MICROSOFT" | "ZOOM") => {
    const [clientId, clientSecret] = [config[`${service}_CLIENT_ID`], config[`${service}_CLIENT_SECRET`]];
    return clientId && clientSecret ? { clientId, clientSecret } : null;
  };
  const [google, microsoft, zoom] = [clientOf("GOOGLE"), clientOf("MICROSOFT"), clientOf("ZOOM")];
  const { GOOGLE_API_URL, GOOGLE_AUTH_URL, GOOGLE_TOKEN_URL, ZOOM_API_URL, ZOOM_LOGIN_URL } = config;
  const googleUrls = { apiUrl: GOOGLE_API_URL, authUrl: GOOGLE_AUTH_URL, tokenUrl: GOOGLE_TOKEN_URL };
  const microsoftUrls = { graphUrl: config.MICROSOFT_GRAPH_URL, loginUrl: config.MICROSOFT_LOGIN_URL };
  return {
    ...(google && { google: googleCalendar({ ...google, ...googleUrls }) }),
    ...(microsoft && {
      microsoft: microsoftCalendar({ ...microsoft, ...microsoftUrls, tenant: config.MICROSOFT_TENANT }),
    }),
    ...(zoom && { zoom: zoomMeetings({ ...zoom, apiUrl: ZOOM_API_URL, loginUrl: ZOOM_LOGIN_URL }) }),
  };
}
