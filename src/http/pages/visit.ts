import type { FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import { type App, perform } from "../../app.ts";
import type { Config } from "../../config.ts";
import { publicCaller } from "../../domain/identity/callers.ts";
import { bestLocale, bestTag, type Locale } from "../../domain/messaging/mail/locale.ts";
import type { Caller, Operation } from "../../platform/operation.ts";
import { setSessionCookie } from "../routes.ts";
import type { BookingPart } from "../web.ts";
import type { Html } from "./html.ts";
import type { Host } from "./layout.ts";
import { pageTexts } from "./texts/index.ts";

/** What a page answers with: itself, or the address where it goes on (303, so that reloading repeats nothing). */
export type Page = {
  title: string;
  /** For whoever finds it by searching, of an open page; in plain words. */
  description?: string | undefined;
  body: Html;
  status?: number;
  /** Anybody may see, keep and index it: no handle, token or personal detail is in it. */
  open?: boolean;
  /** Looks again after so many seconds, while somebody waits. */
  refreshSeconds?: number;
  /** Another origin that a form of this page may lead on to; browsers would stop it there. */
  leadsTo?: string | undefined;
  /** What the booking app needs to take the page's place where scripts run, and what to show until it has. */
  app?: { data: object; shell: Html; part: BookingPart };
  /** A few lines that the page works without, where scripts run. */
  script?: string;
};
export type Onward = { to: string };

export type Around = { app: App; config: Config; callerOf(request: FastifyRequest): Promise<Caller> };
type Asked = { query?: object; body?: object; once?: string | undefined; as?: Caller };
export type Visit = ReturnType<typeof visitOf>;

/**
 * One visit to one page: what was sent, in which language to answer, and `ask`, which has the same operations done as the
 * API. Pages act for whoever holds the handle or token in the address, never for a cookie, unless they say `signedIn()`.
 */
export function visitOf({ app, config, callerOf }: Around, request: FastifyRequest, reply: FastifyReply) {
  const visit = {
    app,
    config,
    now: app.clock.now(),
    locale: bestLocale(request.headers["accept-language"]) as Locale,
    /** The language with the visitor's region, "en-GB", where their browser says it. */
    get tag() {
      return bestTag(request.headers["accept-language"], visit.locale);
    },
    host: null as Host | null,
    params: request.params as Record<string, string>,
    query: last(request.query as Values),
    /** Parameters that the address has more than once. */
    repeated: new Set(
      Object.entries(request.query as Values).flatMap(([name, value]) => (Array.isArray(value) ? name : [])),
    ),
    form: (request.body ?? {}) as Record<string, string>,

    /** What the page says in the visitor's language. */
    get texts() {
      return pageTexts[visit.locale];
    },

    /** The visitor's language if we speak it, else the business's. */
    preferLocale(theirs: string) {
      visit.locale = bestLocale(`${request.headers["accept-language"] ?? ""},${theirs};q=0.001`);
    },

    signedIn: () => callerOf(request),

    /** `once`: a form that is sent twice as it is, is done once. Throws the refusals of the operation. */
    async ask<Output extends z.ZodType>(
      operation: Operation<any, any, Output>,
      { query, body, once, as = publicCaller(request.ip) }: Asked,
    ): Promise<z.output<Output>> {
      const outcome = await perform(app, operation, {
        caller: as,
        query,
        body,
        address: request.ip,
        userAgent: request.headers["user-agent"]?.slice(0, 300) ?? null,
        requestId: request.id,
        source: "page",
        // What was changed and sent again, after going back, is another request.
        idempotencyKey: once && app.services.secrets.mac(`form:${once}:${JSON.stringify(body)}`),
      });
      if (outcome.session !== undefined) setSessionCookie(app, reply, outcome.session);
      return outcome.answer as z.output<Output>;
    },
  };
  return visit;
}

type Values = Record<string, string | string[]>;
/** Of a parameter that is given twice, the later one counts: a button's after a hidden field's. */
const last = (query: Values): Record<string, string> =>
  Object.fromEntries(Object.entries(query).map(([name, value]) => [name, [value].flat().at(-1)!]));
