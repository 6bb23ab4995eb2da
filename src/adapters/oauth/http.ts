import { ProviderRefused } from "../../domain/connections/port.ts";

/** One call to an outside service. `json` and `form` are bodies; `hide` are secrets that it may not repeat in an error. */
export type Call = {
  method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  url: string | URL;
  headers?: Record<string, string>;
  json?: unknown;
  form?: Record<string, string>;
  hide?: string[];
};
export type Reply = { status: number; ok: boolean; body: unknown; retryAfterSeconds: number | null };

const mebibyte = 1024 * 1024;
const longestAnswer = 8 * mebibyte;

/**
 * Sends one call and reads its answer, JSON or not. Whatever status comes back is an answer; that none came in `timeoutMs`,
 * or one too long to read, is ProviderRefused. Redirects are not followed: an API has no reason to send our token elsewhere.
 */
export async function send(service: string, call: Call, timeoutMs = 10_000): Promise<Reply> {
  try {
    const response = await fetch(call.url, {
      method: call.method,
      headers: { accept: "application/json", ...contentType(call), ...call.headers },
      body: bodyOf(call),
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await readText(service, response);
    return {
      status: response.status,
      ok: response.ok,
      body: parse(response.ok ? text : withoutSecrets(text, call.hide ?? [])),
      retryAfterSeconds: retryAfter(response.headers.get("retry-after")),
    };
  } catch (error) {
    if (error instanceof ProviderRefused) throw error;
    const late = (error as Error).name === "TimeoutError";
    throw new ProviderRefused("temporary", `${service} ${late ? "did not answer in time" : "could not be reached"}`, {
      cause: error,
    });
  }
}

function contentType({ json, form }: Call): Record<string, string> {
  if (json !== undefined) return { "content-type": "application/json" };
  return form ? { "content-type": "application/x-www-form-urlencoded" } : {};
}

const bodyOf = ({ json, form }: Call) =>
  json !== undefined ? JSON.stringify(json) : form ? new URLSearchParams(form).toString() : null;

async function readText(service: string, response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of response.body ?? []) {
    length += piece.length;
    // Leaving the loop cancels the rest of the answer.
    if (length > longestAnswer) throw new ProviderRefused("refused", `${service} sent an answer too long to read`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}

function parse(text: string): unknown {
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/** Some services quote what they were sent in their errors, and errors end up in logs and on pages. */
const withoutSecrets = (text: string, secrets: string[]) =>
  secrets.filter(Boolean).reduce((rest, secret) => rest.replaceAll(secret, "•••"), text);

/** Seconds from a Retry-After header, a number or a date; at most a day, so that nobody can put us off for ever. */
function retryAfter(header: string | null): number | null {
  if (!header) return null;
  const seconds = /^\d+$/.test(header) ? Number(header) : Math.ceil((Date.parse(header) - Date.now()) / 1000);
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 1), 86_400) : null;
}
