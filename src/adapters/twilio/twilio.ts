import { type Sms, type SmsPort, SmsRefused } from "../../domain/messaging/sms/port.ts";

/** `from`: a number of the account (+1…), or one of its messaging services (MG…). */
export type TwilioAccount = { accountSid: string; authToken: string; from: string; apiUrl: string };

const timeoutMs = 15_000;

/** Text messages through Twilio's Messages resource (API version 2010-04-01). */
export function twilioSms({ accountSid, authToken, from, apiUrl }: TwilioAccount): SmsPort {
  const url = `${apiUrl}/2010-04-01/Accounts/${accountSid}/Messages.json`;
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}`;
  return {
    mode: "live",
    async send(sms) {
      const response = await fetch(url, {
        method: "POST",
        headers: { authorization, accept: "application/json" },
        body: new URLSearchParams(formOf(sms, from)),
        redirect: "manual",
        signal: AbortSignal.timeout(timeoutMs),
      }).catch((error: Error) => {
        const why = error.name === "TimeoutError" ? "did not answer in time" : "could not be reached";
        throw new SmsRefused(`Twilio ${why}`, false, { cause: error });
      });
      const answer = (await response.json().catch(() => null)) as {
        sid?: string;
        code?: number;
        message?: string;
      } | null;
      if (response.status !== 201) throw refusalOf(response.status, answer);
      return { providerId: answer?.sid ?? null };
    },
    close: async () => {},
  };
}

function formOf({ to, text, from: name }: Sms, from: string): Record<string, string> {
  const sender = name ?? from;
  return {
    To: to,
    Body: text,
    ...(/^MG[0-9a-f]{32}$/i.test(sender) ? { MessagingServiceSid: sender } : { From: sender }),
  };
}

/**
 * A 400 is about this message: a number that is none, or whose owner replied STOP. Everything else may pass: limits, an
 * outage, and credentials that somebody mends.
 */
function refusalOf(status: number, answer: { code?: number; message?: string } | null): SmsRefused {
  const said = answer?.message ? `: ${answer.message.slice(0, 200)}` : "";
  const code = answer?.code ? ` (${answer.code})` : "";
  return new SmsRefused(`Twilio answered ${status}${code}${said}`, status === 400);
}
