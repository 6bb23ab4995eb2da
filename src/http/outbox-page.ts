import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { App } from "../app.ts";
import type { Config } from "../config.ts";
import { allBusinessIds } from "../domain/identity/tenants.ts";
import { newestMessages, outboxMessage } from "../domain/messaging/messages/outbox.ts";
import { missing } from "../platform/errors.ts";
import type { Caller } from "../platform/operation.ts";
import { IdParameter } from "../platform/schemas.ts";
import { outboxList, outboxMail, outboxRefusal } from "./outbox-html.ts";

const pageSize = 50;
/** One look goes through this many businesses, the newest ones. */
const mostBusinesses = 200;

type CallerOf = (request: FastifyRequest) => Promise<Caller>;

/**
 * The messages of an installation without a mail server, in a plain page: where a person finds the link of their first
 * sign-up. Such links open accounts, so the whole outbox shows itself to this machine alone; from elsewhere, owners and
 * admins see what their own business sent. With a mail server there is no such page.
 */
export function mountOutbox(server: FastifyInstance, app: App, config: Config, callerOf: CallerOf) {
  if (config.SMTP_URL) return;

  server.get("/outbox", async (request, reply) => {
    const businessIds = await visibleBusinesses(app, callerOf, request);
    if (!businessIds) return page(reply, 403, outboxRefusal());
    const before = idIn(request.query, "before");
    const found = await newestMessages(app.database, businessIds, { before, limit: pageSize + 1 });
    const older = found.length > pageSize ? found[pageSize - 1]!.id : null;
    return page(reply, 200, outboxList({ messages: found.slice(0, pageSize), older, first: before === undefined }));
  });

  server.get("/outbox/:businessId/:id", async (request, reply) => {
    const message = await find(request);
    return message ? page(reply, 200, outboxMail(message)) : page(reply, 403, outboxRefusal());
  });

  server.get("/outbox/:businessId/:id/invite.ics", async (request, reply) => {
    const message = await find(request);
    if (!message) return page(reply, 403, outboxRefusal());
    if (!message.calendarContent) throw missing("calendar file", message.id);
    return reply
      .header("cache-control", "no-store")
      .header("content-disposition", 'attachment; filename="invite.ics"')
      .type(`text/calendar; charset=utf-8; method=${message.calendarMethod}`)
      .send(message.calendarContent);
  });

  /** The message, or null for whoever may see none. Throws NOT_FOUND also where it is another business's. */
  async function find(request: FastifyRequest) {
    const visible = await visibleBusinesses(app, callerOf, request);
    if (!visible) return null;
    const { businessId, id } = request.params as { businessId: string; id: string };
    const owner = businessId === "0" ? 0 : idIn(request.params, "businessId");
    const message =
      owner !== undefined && visible.includes(owner)
        ? await outboxMessage(app.database, owner, idIn(request.params, "id") ?? 0)
        : undefined;
    if (!message) throw missing("message", id.slice(0, 20));
    return message;
  }
}

/** Whose messages this viewer may see; null is nobody's. */
async function visibleBusinesses(app: App, callerOf: CallerOf, request: FastifyRequest): Promise<number[] | null> {
  if (isThisMachine(request)) return [0, ...(await allBusinessIds(app.database)).slice(-mostBusinesses)];
  const { role, businessId, abilities, limits } = await callerOf(request);
  // Messages hold links that sign people in: no key or app that may do less than its owner sees them.
  const whole = abilities.has("messages:read") && !limits?.tools;
  return businessId !== null && whole && (role === "owner" || role === "admin") ? [businessId] : null;
}

/**
 * A program on this machine asks directly. Not what a proxy on this machine passes on, and not what another site's name
 * that somebody points at 127.0.0.1 ("DNS rebinding") makes a browser on this machine ask.
 */
function isThisMachine({ socket, headers, hostname }: FastifyRequest): boolean {
  const loopback = /^(127\.|::1$|::ffff:127\.)/.test(socket.remoteAddress ?? "");
  const passedOn = Object.keys(headers).some((name) => /^(x-forwarded-|forwarded$|x-real-ip$|via$)/.test(name));
  return loopback && !passedOn && /^(localhost|127\.[\d.]+|\[?::1\]?)$/.test(hostname);
}

const idIn = (values: unknown, name: string): number | undefined =>
  IdParameter.safeParse((values as Record<string, unknown>)[name]).data;

const contentSecurity =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data: https: http:; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const page = (reply: FastifyReply, status: number, html: string) =>
  reply
    .code(status)
    .header("cache-control", "no-store")
    .header("x-robots-tag", "noindex")
    .header("content-security-policy", contentSecurity)
    .type("text/html; charset=utf-8")
    .send(html);
