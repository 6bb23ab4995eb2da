import { OutgoingRefused, outgoing } from "../../../platform/outgoing.ts";
import { retryAfterOf } from "./retry.ts";
import { headersOf, type Message } from "./sign.ts";

export type Receiver = { url: string; secret: string | null };

/** What one attempt sent and got: the log's line. */
export type Attempted = {
  url: string;
  requestHeaders: Record<string, string>;
  status: number | null;
  responseHeaders: Record<string, string> | null;
  responseBody: string | null;
  error: string | null;
  retryAfterSeconds: number | null;
  durationMs: number;
  at: number;
};

const timeoutMs = 15_000;
/** Of an answer, as much is kept as tells what was wrong. */
const maxBytes = 2048;

/** Posts a message once. Never throws: whatever happens is what came of it. `now` is epoch milliseconds. */
export async function post(
  message: Message,
  { url, secret }: Receiver,
  { now, allowPrivate }: { now: number; allowPrivate: boolean },
): Promise<Attempted> {
  const requestHeaders = headersOf(message, secret, now);
  const began = performance.now();
  const sent = { url, requestHeaders, at: now };
  try {
    const limits = { timeoutMs, maxBytes, tooLong: "cut" as const, allowPrivate };
    const answer = await outgoing(url, { method: "POST", headers: requestHeaders, body: message.body, ...limits });
    const { status, headers, body } = answer;
    return {
      ...sent,
      status,
      responseHeaders: Object.fromEntries(
        [...headers].slice(0, 40).map(([name, value]) => [name, value.slice(0, 500)]),
      ),
      responseBody: asText(body),
      error: status >= 200 && status < 300 ? null : complaint(status),
      retryAfterSeconds: retryAfterOf(headers.get("retry-after"), now),
      durationMs: took(began),
    };
  } catch (error) {
    const reason = error instanceof OutgoingRefused ? error.message : "The request could not be made";
    const nothing = { status: null, responseHeaders: null, responseBody: null, retryAfterSeconds: null };
    return { ...sent, ...nothing, error: reason, durationMs: took(began) };
  }
}

const took = (began: number) => Math.round(performance.now() - began);

/** PostgreSQL keeps no NUL, and a cut may halve a letter. */
const asText = (body: Buffer) =>
  body
    .toString("utf8")
    .replaceAll("\u0000", "")
    .replace(/\uFFFD$/, "");

const complaint = (status: number) =>
  status >= 300 && status < 400
    ? `The receiver answered ${status}: redirects are not followed, so give the address that it leads to`
    : `The receiver answered ${status}`;
