import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { publicCaller } from "../../domain/identity/callers.ts";
import { asRefusal } from "../answers.ts";
import { refuseHostileQuery } from "../bodies.ts";
import { refuseCrossSite } from "../credentials.ts";
import type { Limits } from "../limits.ts";
import * as account from "./account.ts";
import * as appointment from "./appointment.ts";
import * as booking from "./booking.ts";
import * as business from "./business.ts";
import * as confirm from "./confirm.ts";
import { refusalPage } from "./errors.ts";
import { readForms } from "./forms.ts";
import * as home from "./home.ts";
import * as invitation from "./invitation.ts";
import { documentOf, securityPolicy } from "./layout.ts";
import * as links from "./links.ts";
import * as reschedule from "./reschedule.ts";
import * as review from "./review.ts";
import * as signIn from "./sign-in.ts";
import * as times from "./times.ts";
import { type Around, type Onward, type Page, type Visit, visitOf } from "./visit.ts";
import * as waitlist from "./waitlist.ts";
import * as waitlistJoin from "./waitlist-join.ts";

type Answer = Page | Onward;
export type Routes = Record<`${"GET" | "POST"} /${string}`, (visit: Visit) => Promise<Answer>>;

const routes: Routes = {
  ...home.routes,
  ...business.routes,
  ...times.routes,
  ...booking.routes,
  ...appointment.routes,
  ...reschedule.routes,
  ...confirm.routes,
  ...review.routes,
  ...waitlist.routes,
  ...waitlistJoin.routes,
  ...links.routes,
  ...invitation.routes,
  ...signIn.routes,
  ...account.routes,
};

/**
 * Plain pages at the addresses that mails and counters lead to: for any browser, without a script. Each is a small door of
 * its own to the operations that the API offers. Opening a page changes nothing, because mail scanners open links too;
 * only its buttons do.
 */
export async function mountCustomerPages(server: FastifyInstance, around: Around, limits: Limits) {
  await server.register(async (scope) => {
    readForms(scope);
    scope.decorateRequest("visit", null as unknown as Visit);
    scope.addHook("onRequest", async (request, reply) => {
      await limits.count(publicCaller(request.ip), reply);
      refuseCrossSite(request, around.app.services.publicUrl);
    });
    scope.setErrorHandler((error, request, reply) => {
      const refusal = asRefusal(error);
      if (refusal.type.status >= 500) request.log.error({ err: error }, "A page failed");
      if (refusal.retryAfterSeconds !== undefined) reply.header("Retry-After", refusal.retryAfterSeconds);
      const visit = (request as Visiting).visit ?? visitOf(around, request, reply);
      return send(visit, reply, refusalPage(visit, refusal));
    });
    for (const [route, open] of Object.entries(routes)) {
      const [method, url] = route.split(" ") as ["GET" | "POST", string];
      scope.route({
        method,
        url,
        handler: async (request, reply) => {
          refuseHostileQuery(request);
          const visit = visitOf(around, request, reply);
          (request as Visiting).visit = visit;
          const answer = await open(visit);
          return "to" in answer ? reply.redirect(answer.to, 303) : send(visit, reply, answer);
        },
      });
    }
  });
}

type Visiting = FastifyRequest & { visit: Visit | null };

function send({ locale, host }: Visit, reply: FastifyReply, { title, body, status = 200, open = false }: Page) {
  const { text, style } = documentOf({ title, body, locale, host });
  reply
    .code(status)
    .type("text/html; charset=utf-8")
    .header("content-language", locale)
    .header("vary", "accept-language")
    .header("content-security-policy", securityPolicy(style))
    .header("x-frame-options", "DENY")
    // No other site ever learns our addresses, which hold handles and tokens. Not `no-referrer`: browsers then send a
    // form's Origin as "null", and those without Fetch Metadata could not show that it is our own page that posts.
    .header("referrer-policy", "same-origin");
  if (!open) reply.header("cache-control", "no-store").header("x-robots-tag", "noindex, nofollow");
  return reply.send(text);
}
