import type { z } from "zod";
import { ProviderRefused } from "../../domain/connections/port.ts";
import type { Reply } from "./http.ts";

/**
 * What an answer means that is no success. `said` is the service's own explanation; `kind` overrides what the status says,
 * for services whose statuses mean something else.
 */
export function refusal(
  service: string,
  { status, retryAfterSeconds }: Reply,
  said: string | null,
  kind: ProviderRefused["kind"] = kindOf(status),
): ProviderRefused {
  const reason = said ? `${said.slice(0, 200)} (${status})` : `status ${status}`;
  return new ProviderRefused(kind, sentences[kind](service, reason), {
    retryAfterSeconds: kind === "temporary" ? retryAfterSeconds : null,
  });
}

function kindOf(status: number): ProviderRefused["kind"] {
  if (status === 401) return "credentials";
  if (status === 404 || status === 410) return "gone";
  return status === 408 || status === 429 || status >= 500 || status < 400 ? "temporary" : "refused";
}

const sentences: Record<ProviderRefused["kind"], (service: string, reason: string) => string> = {
  credentials: (service, reason) => `${service} no longer lets us into this account: connect it again. ${reason}`,
  gone: (service, reason) => `${service} does not have this any more: ${reason}`,
  cursor: (service, reason) => `${service} wants to be read from the beginning: ${reason}`,
  temporary: (service, reason) => `${service} cannot do it right now: ${reason}`,
  refused: (service, reason) => `${service} refused: ${reason}`,
};

/** What we rely on of a successful answer. One that lacks it is worth another try: so answer proxies and half-deployed servers. */
export function expect<Schema extends z.ZodType>(service: string, schema: Schema, { body }: Reply): z.output<Schema> {
  const { success, data } = schema.safeParse(body);
  if (success) return data;
  throw new ProviderRefused("temporary", `${service} answered in a way that we do not understand`);
}
