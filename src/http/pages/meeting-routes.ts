import { isReservedUsername, Username } from "../../domain/scheduling/usernames/rules.ts";
import { withOffer } from "./meeting-app.ts";
import { bookMeeting, meetingDetails } from "./meeting-book.ts";
import { meetingChoiceOf } from "./meeting-choice.ts";
import { askForNow, nowPage } from "./meeting-now.ts";
import { type Offer, offerOf } from "./meeting-offer.ts";
import { meetingTimesPage } from "./meeting-times.ts";
import { personPage, teamPage } from "./meeting-who.ts";
import type { Routes } from "./mount.ts";
import type { Onward, Page, Visit } from "./visit.ts";

type Answer = Page | Onward | null;
type Step = (visit: Visit, offer: Offer) => Answer | Promise<Answer>;

const times: Step = async (visit, offer) =>
  withOffer(visit, offer, await meetingTimesPage(visit, offer, meetingChoiceOf(visit.query, offer)));
const details: Step = async (visit, offer) => withOffer(visit, offer, await meetingDetails(visit, offer));

/** The way from an event type to a booking, at each address that it can have. */
const steps = (address: `/${string}`): Routes => ({
  [`GET ${address}`]: at(times),
  [`GET ${address}/book`]: at(details),
  [`POST ${address}/book`]: at(bookMeeting),
  // What takes no requests for right now leads to its times.
  [`GET ${address}/now`]: at((visit, offer) =>
    offer.type.isInstantEvent ? nowPage(visit, offer) : { to: offer.path },
  ),
  [`POST ${address}/now`]: at(askForNow),
});

/** Names that nobody can have are the product's own addresses: what is not there is no page of a person. */
const at = (step: Step) => async (visit: Visit) => (isOurs(visit) ? null : step(visit, await offerOf(visit)));

const isOurs = ({ params: { username } }: Visit) =>
  username !== undefined && (isReservedUsername(username.toLowerCase()) || !Username.safeParse(username).success);

export const routes: Routes = {
  "GET /:username": async (visit) => (isOurs(visit) ? null : personPage(visit)),
  "GET /team/:subdomain/:team": teamPage,
  // The address that is handed out has no slug: the link says which event type it is.
  "GET /d/:link": async (visit) => {
    const { path } = await offerOf(visit);
    const search = String(new URLSearchParams(visit.query));
    return { to: search ? `${path}?${search}` : path };
  },
  ...steps("/:username/:slug"),
  ...steps("/team/:subdomain/:team/:slug"),
  ...steps("/d/:link/:slug"),
};
