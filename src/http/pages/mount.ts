import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { publicCaller } from "../../domain/identity/callers.ts";
import { missing } from "../../platform/errors.ts";
import { logFailure } from "../../platform/unreachable.ts";
import { asRefusal } from "../answers.ts";
import { refuseHostileQuery } from "../bodies.ts";
import { refuseCrossSite } from "../credentials.ts";
import type { Limits } from "../limits.ts";
import * as authorize from "../oauth/authorize/page.ts";
import { bookingAssets } from "../web.ts";
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
import * as meeting from "./meeting.ts";
import * as meetingAnswer from "./meeting-answer.ts";
import * as meetingMove from "./meeting-move.ts";
import * as meetings from "./meeting-routes.ts";
import * as reschedule from "./reschedule.ts";
import * as review from "./review.ts";
import * as routingForm from "./routing-form.ts";
import * as settingsApps from "./settings-apps.ts";
import * as settingsCalendars from "./settings-calendars.ts";
import * as settingsClients from "./settings-clients.ts";
import * as settingsWebhooks from "./settings-webhooks.ts";
import * as signIn from "./sign-in.ts";
import * as signUp from "./sign-up.ts";
import * as times from "./times.ts";
import { type Around, type Onward, type Page, type Visit, visitOf } from "./visit.ts";
import * as waitlist from "./waitlist.ts";
import * as waitlistJoin from "./waitlist-join.ts";

/** null: the address is none of a page. */
type Answer = Page | Onward | null;
export type Routes = Record<`${"GET" | "POST"} /${string}`, (visit: Visit) => Promise<Answer>>;

/** Every page there is; test/web opens each. */
export const routes: Routes = {
  ...home.routes,
  ...business.routes,
  ...times.routes,
  ...booking.routes,
  ...appointment.routes,
  ...reschedule.routes,
  ...confirm.routes,
  ...review.routes,
  ...routingForm.routes,
  ...waitlist.routes,
  ...waitlistJoin.routes,
  ...links.routes,
  ...invitation.routes,
  ...signIn.routes,
  ...signUp.routes,
  ...account.routes,
  ...authorize.routes,
  ...settingsApps.routes,
  ...settingsClients.routes,
  ...settingsCalendars.routes,
  ...settingsWebhooks.routes,
  ...meeting.routes,
  ...meetingMove.routes,
  ...meetingAnswer.routes,
  ...meetings.routes,
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
      if (refusal.type.status >= 500) logFailure(request.log, error, "A page failed");
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
          if (answer === null) {
            if (isForPeople(request)) throw missing("page");
            return reply.callNotFound();
          }
          return "to" in answer ? reply.redirect(answer.to, 303) : send(visit, reply, answer);
        },
      });
    }
  });
}

/** Programs, and whoever looks for an endpoint or a file such as robots.txt, get the API's words. */
const isForPeople = ({ url, headers }: FastifyRequest) =>
  /^\/(?!api(\/|\?|$))[^./?]*([/?]|$)/.test(url) && headers.accept?.includes("text/html");

type Visiting = FastifyRequest & { visit: Visit | null };

async function send(
  { locale, host, query }: Visit,
  reply: FastifyReply,
  { title, description, body, status = 200, open = false, refreshSeconds, leadsTo, app, script }: Page,
) {
  // Where nothing was built, the plain page is all there is.
  const assets = app ? await bookingAssets(app.part) : null;
  const framed = assets !== null && query.embed === "1";
  const taking = app && assets ? { ...app, assets, theme: framed ? query.theme : undefined } : null;
  const { text, inline } = documentOf({
    title,
    description: open ? (description ?? title) : undefined,
    body,
    locale,
    host,
    taking,
    script,
  });
  reply
    .code(status)
    .type("text/html; charset=utf-8")
    .header("content-language", locale)
    .header("vary", "accept-language")
    .header("content-security-policy", securityPolicy(inline, { leadsTo, app: taking !== null, framed }))
    // No other site ever learns our addresses, which hold handles and tokens. Not `no-referrer`: browsers then send a
    // form's Origin as "null", and those without Fetch Metadata could not show that it is our own page that posts.
    .header("referrer-policy", "same-origin");
  if (framed) reply.raw.removeHeader("x-frame-options");
  else reply.header("x-frame-options", "DENY");
  if (refreshSeconds) reply.header("refresh", refreshSeconds);
  if (!open) reply.header("cache-control", "no-store").header("x-robots-tag", "noindex, nofollow");
  return reply.send(text);
}
