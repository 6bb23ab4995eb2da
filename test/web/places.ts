import { routes } from "../../src/http/pages/mount.ts";
import { pages } from "../../web/dashboard/app/pages.ts";
import type { Salon } from "./salon.ts";

/**
 * A page and an address at which it can be opened. `as`: whether somebody is signed in; `like`: another route that shows
 * the same thing, so that its title is the same too.
 */
export type Place = { route: string; path: string; as: "owner" | "guest"; like?: string | undefined };

/** Where a page of the dashboard that shows one record finds one. */
const lists: Record<string, string> = {
  "/event-types/$id": "/api/event-types",
  "/schedules/$id": "/api/schedules",
  "/workflows/$id": "/api/workflows",
  "/routing/$id": "/api/routing/forms",
};
/** Sections that open on their first page. */
const same: Record<string, string> = { "/settings": "/settings/profile", "/developer": "/developer/keys" };

/** Every page of the dashboard, as its router knows them. */
export async function dashboardPlaces({ call }: Salon): Promise<Place[]> {
  const places: Place[] = [];
  for (const { path } of pages) {
    let address = path;
    if (path.includes("$")) {
      if (!lists[path]) throw new Error(`places.ts does not know how to open ${path}`);
      address = path.replace("$id", String(itemsOf(await call("GET", lists[path]))[0]!.id));
    }
    if (path === "/invoices/print") address += `?id=${(await call("GET", "/api/services/invoices"))[0].id}`;
    places.push({ route: `/app${path}`, path: `/app${address}`, as: "owner", like: same[path] && `/app${same[path]}` });
  }
  return places;
}

/**
 * What a page of the dashboard shows behind a tab, in a drawer or in another of its views: `$` is the id of the first record
 * of the list that stands before it.
 */
const views = [
  "/appointments?id=new",
  "/api/services/appointments /appointments?id=$",
  "/calendar?view=week",
  "/calendar?view=month",
  "/calendar?columns=rooms",
  "/customers?id=new",
  ...["details", "appointments", "invoices", "reviews"].map(
    (tab) => `/api/services/customers /customers?id=$&tab=${tab}`,
  ),
  "/waitlist?id=new",
  "/bookings?tab=unconfirmed",
  "/services?id=new",
  "/api/services/services /services?id=$",
  ...["categories", "extras", "customFields"].flatMap((tab) => [`/services?tab=${tab}`, `/services?tab=${tab}&id=new`]),
  "/locations?id=new",
  ...["districts", "resources"].flatMap((tab) => [`/locations?tab=${tab}`, `/locations?tab=${tab}&id=new`]),
  ...["places", "availability", "questions", "advanced", "links", "explain"].map(
    (tab) => `/api/event-types /event-types/$?tab=${tab}`,
  ),
  "/schedules?tab=away",
  "/schedules?tab=travel",
  "/schedules/new",
  "/staff?id=new",
  ...["details", "hours", "away", "access"].map((tab) => `/api/services/employees /staff?id=$&tab=${tab}`),
  "/staff?list=titles",
  "/staff?list=titles&id=new",
  ...["members", "settings"].map((tab) => `/api/teams /teams?id=$&tab=${tab}`),
  "/products?id=new",
  ...["details", "stock"].map((tab) => `/api/services/products /products?id=$&tab=${tab}`),
  "/products?tab=categories",
  "/products?tab=categories&id=new",
  "/invoices?id=new",
  "/api/services/invoices /invoices?id=$",
  "/reviews?id=new",
  "/workflows?tab=runs",
  "/workflows/new",
  "/api/workflows /workflows/$?tab=runs",
  "/routing/new",
  "/api/routing/forms /routing/$?tab=responses",
  "/developer/keys?id=new",
  "/developer/webhooks?id=new",
  "/developer/oauth?id=new",
];

/** Tabs, drawers and other views of the dashboard's pages. */
export async function dashboardViews({ call }: Salon): Promise<Place[]> {
  const first = new Map<string, string>();
  const places: Place[] = [];
  for (const view of views) {
    const [path = "", list] = view.split(" ").toReversed();
    if (list && !first.has(list)) first.set(list, String(itemsOf(await call("GET", list))[0]!.id));
    const address = `/app${list ? path.replace("$", first.get(list)!) : path}`;
    places.push({ route: `/app${path}`, path: address, as: "owner" });
  }
  return places;
}

/** Lists of services are answered as they are, others in an envelope. */
const itemsOf = (body: any): any[] => (Array.isArray(body) ? body : (body.data ?? body.items ?? body.forms));

/** Every page that the server writes itself, as its router knows them, with records that lead there. */
export async function publicPlaces(salon: Salon): Promise<Place[]> {
  const addresses = await addressesIn(salon);
  const known = Object.keys(routes).flatMap((route) => (route.startsWith("GET ") ? route.slice(4) : []));
  return [...known, "/outbox", "/outbox/:businessId/:id"].map((route) => {
    const found = addresses[route];
    if (!found) throw new Error(`places.ts does not know how to open ${route}`);
    return { route, as: "guest", ...(typeof found === "string" ? { path: found } : found) };
  });
}

type Addresses = Record<string, string | (Partial<Omit<Place, "path">> & { path: string })>;

async function addressesIn(salon: Salon): Promise<Addresses> {
  const { call, mailed, subdomain, username } = salon;
  const guest = { name: "Rosa Lindqvist", email: "rosa@example.com" };
  const services = await call("GET", "/api/services/services?limit=100");
  const serviceOf = (name: string) => services.find((one: { name: string }) => one.name === name);
  const haircut = serviceOf("Haircut");
  const booked = await bookService(salon, haircut.id, guest);
  await bookService(salon, serviceOf("Bridal Consultation").id, guest);
  const waiting = await call(
    "POST",
    "/api/services/waitlist/join",
    { subdomain, ...guest, serviceId: haircut.id, fromDate: await dateIn(salon, 3) },
    "",
  );
  const team = (await call("GET", "/api/teams")).data[0];
  const types = itemsOf(await call("GET", "/api/event-types?limit=100")).concat(
    itemsOf(await call("GET", `/api/event-types?limit=100&teamId=${team.id}`)),
  );
  const own = types.find((one: { slug: string }) => one.slug === "consultation");
  const shared = types.find((one: { slug: string }) => one.slug === "colour-advice");
  const meeting = await bookMeeting(salon, own.id, guest);
  const link = (await call("POST", "/api/private-links", { eventTypeId: own.id })).data;
  const form = itemsOf(await call("GET", "/api/routing/forms"))[0]!;
  await call("POST", "/api/invitations", { email: "newcomer@example.com" });
  await call("POST", "/api/account/sign-up", signUp, "");
  const instant = await call("POST", "/api/book/instant-event", { eventTypeId: shared.id, responses: guest }, "");
  await mailed("/booking/");
  const mail = await salon.newestMail();
  const teams = "/team/:subdomain/:team/:slug";
  const steps = (address: string, path: string, time: string, like?: string): Addresses =>
    Object.fromEntries(
      ["", "/book", "/now"].map((step) => [
        `${address}${step}`,
        {
          path: `${path}${step}${step === "/book" ? `?${new URLSearchParams({ time })}` : ""}`,
          // A person's event type takes no requests for right now: it leads to its times.
          like: step === "/now" && address !== teams ? "/:username/:slug" : like && `${like}${step}`,
        },
      ]),
    );
  const mine = (path: string, like?: string) => ({ path, like, as: "owner" as const });
  return {
    "/": "/",
    "/b/:subdomain": `/b/${subdomain}`,
    "/b/:subdomain/:service": `/b/${subdomain}/${haircut.id}`,
    "/b/:subdomain/:service/book": `/b/${subdomain}/${haircut.id}/book?${new URLSearchParams({ time: booked.free })}`,
    "/b/:subdomain/:service/waitlist": `/b/${subdomain}/${haircut.id}/waitlist`,
    "/appointments/:uid": `/appointments/${booked.uid}`,
    "/appointments/:uid/cancel": `/appointments/${booked.uid}/cancel`,
    "/appointments/:uid/reschedule": `/appointments/${booked.uid}/reschedule`,
    "/confirm-appointment": await mailed("/confirm-appointment?"),
    "/review": "/review?uid=apt_7f3b2a1c",
    "/form/:uid": `/form/${form.uid}`,
    "/waitlist/:uid": `/waitlist/${waiting.uid}`,
    "/verify": await mailed("/verify?"),
    "/magic": "/magic?token=any",
    "/reset": "/reset?token=any",
    "/invitation": await mailed("/invitation?"),
    "/sign-in": "/sign-in",
    "/forgot": "/forgot",
    "/sign-up": "/sign-up",
    "/account": mine("/account"),
    "/auth/oauth2/authorize": mine(`/auth/oauth2/authorize?${new URLSearchParams(consent)}`),
    "/settings/apps": mine("/settings/apps", "/app/developer/apps"),
    "/settings/oauth-clients": mine("/settings/oauth-clients", "/app/developer/oauth"),
    "/settings/calendars": mine("/settings/calendars"),
    "/settings/webhooks": mine("/settings/webhooks", "/app/developer/webhooks"),
    "/booking/:uid": `/booking/${meeting.uid}`,
    "/booking/:uid/cancel": `/booking/${meeting.uid}/cancel`,
    "/booking/:uid/reschedule": `/booking/${meeting.uid}/reschedule`,
    "/booking/:uid/answer": await mailed(`/booking/${meeting.uid}/answer?`),
    "/booking/:uid/accept": await mailed(`/booking/${instant.data.uid}/accept?`),
    "/:username": `/${username}`,
    "/team/:subdomain/:team": `/team/${subdomain}/${team.slug}`,
    "/d/:link": { path: new URL(link.url).pathname, like: "/:username/:slug" },
    ...steps("/:username/:slug", `/${username}/${own.slug}`, meeting.free),
    ...steps(
      "/team/:subdomain/:team/:slug",
      `/team/${subdomain}/${team.slug}/${shared.slug}`,
      await freeTime(salon, shared.id),
    ),
    ...steps("/d/:link/:slug", `${new URL(link.url).pathname}/${own.slug}`, meeting.free, "/:username/:slug"),
    "/outbox": "/outbox",
    "/outbox/:businessId/:id": mail,
  };
}

const signUp = {
  name: "Ines Moreau",
  email: "ines@example.com",
  password: "a quiet harbour at dawn",
  businessName: "Atelier Ines",
  timeZone: "Europe/Paris",
};
/** The client of the documentation's examples, which the demo has. */
const consent = {
  response_type: "code",
  client_id: "cl_live_a1b2c3d4e5f6",
  redirect_uri: "https://yourapp.com/callback",
  scope: "bookings:read bookings:write",
  state: "a-state-of-some-length",
  code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
  code_challenge_method: "S256",
};

/** The salon's own. */
const timeZone = "America/Los_Angeles";

type Person = { name: string; email: string };

/** Takes the second open time. `free`: one that is still open. */
async function bookService(salon: Salon, serviceId: number, person: Person) {
  const { call, subdomain } = salon;
  // Whole days ahead, so that the hour at which this runs does not matter.
  const [from, to] = [await dateIn(salon, 1), await dateIn(salon, 21)];
  const asked = new URLSearchParams({ subdomain, serviceId: String(serviceId), from, to });
  const { days } = await call("GET", `/api/services/availability?${asked}`, undefined, "");
  const times: string[] = days.flatMap(({ slots }: { slots: { startTime: string }[] }) =>
    slots.map(({ startTime }) => startTime),
  );
  const body = { subdomain, serviceId, startTime: times[1], ...person };
  const { uid } = await call("POST", "/api/services/book", body, "");
  return { uid: uid as string, free: times.at(-1)! };
}

async function bookMeeting(salon: Salon, eventTypeId: number, responses: Person) {
  const body = { eventTypeId, start: await freeTime(salon, eventTypeId), responses, timeZone };
  const { data } = await salon.call("POST", "/api/book/event", body, "");
  return { uid: data.uid as string, free: await freeTime(salon, eventTypeId) };
}

/** The first one from the day after tomorrow on. */
async function freeTime(salon: Salon, eventTypeId: number): Promise<string> {
  const [start, end] = [await dateIn(salon, 2), await dateIn(salon, 16)];
  const asked = new URLSearchParams({ eventTypeId: String(eventTypeId), start, end });
  const { data } = await salon.call("GET", `/api/slots?${asked}`, undefined, "");
  const [day] = Object.values(data.slots as Record<string, { start: string }[]>).filter(({ length }) => length > 0);
  return day![0]!.start;
}

/** A date so many days after the salon's today. */
const dateIn = async ({ installation }: Salon, days: number) =>
  new Date(installation.app.clock.now() + days * 86_400_000).toISOString().slice(0, 10);
