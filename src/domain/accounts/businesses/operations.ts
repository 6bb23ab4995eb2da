import { conflict, DomainError, forbidden, missing, notFound } from "../../../platform/errors.ts";
import { type Context, operation } from "../../../platform/operation.ts";
import { decodeIdCursor, PageQuery, page, toPage } from "../../../platform/page.ts";
import { enterWithSession } from "../sessions/store.ts";
import { openBusinessOf } from "../sign-up/open.ts";
import { refuseUnavailable } from "../sign-up/subdomain.ts";
import { countAttempt } from "../throttles.ts";
import { signedInUser } from "../users/store.ts";
import { BusinessDraft, OwnBusiness, SwitchForm } from "./schema.ts";
import { listOwnBusinesses, ownBusiness } from "./store.ts";

const address = "/api/businesses";

export const listBusinesses = operation({
  name: "businesses.list",
  http: `GET ${address}`,
  access: "user",
  appScope: "any",
  global: true,
  summary: "List the businesses that you belong to, with your role in each",
  query: PageQuery,
  output: page(OwnBusiness),
  async run(context, { limit, cursor }) {
    const { rows, total } = await listOwnBusinesses(context, limit, cursor ? decodeIdCursor(cursor) : 0);
    return toPage(rows, limit, total, ({ id }) => [id]);
  },
});

export const createBusiness = operation({
  name: "businesses.create",
  http: `POST ${address}`,
  access: "user",
  global: true,
  summary: "Make another business, which you own; your session acts in it from now on",
  body: BusinessDraft,
  output: OwnBusiness,
  status: 201,
  errors: [conflict],
  async run(context, { subdomain = null, country = null, ...draft }) {
    const user = await signedInUser(context);
    await refuseUninvited(context);
    await countAttempt(context, "new-business", user.id);
    if (subdomain !== null) await refuseUnavailable(context, subdomain);
    const business = await openBusinessOf(context, user, { ...draft, subdomain, country });
    await enterWithSession(context, context.caller.sessionId!, business.id);
    return { ...business, role: "owner", current: true };
  },
});

export const switchBusiness = operation({
  name: "businesses.switch",
  http: `POST ${address}/switch`,
  access: "user",
  global: true,
  summary: "Let your session act in another of your businesses",
  body: SwitchForm,
  output: OwnBusiness,
  errors: [notFound],
  async run(context, { businessId }) {
    await signedInUser(context);
    const business = await ownBusiness(context, businessId);
    if (!business) throw missing("business", businessId, "businessId");
    await enterWithSession(context, context.caller.sessionId!, businessId);
    return { ...business, current: true };
  },
});

/** Where strangers cannot sign up, somebody who was invited to help cannot open shop either; an owner can. */
async function refuseUninvited(context: Context): Promise<void> {
  if (context.services.settings.SIGN_UP !== "invited") return;
  const { rows } = await listOwnBusinesses(context, 1000, 0);
  if (!rows.some(({ role }) => role === "owner"))
    throw new DomainError(forbidden, "On this installation only somebody who owns a business can make another.");
}
