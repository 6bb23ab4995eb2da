import type { Context } from "../../../platform/operation.ts";
import { openBusiness } from "../../identity/businesses/store.ts";
import type { SignUpBusiness } from "../../identity/tables.ts";
import { welcomeMember } from "../../scheduling/me/welcome.ts";
import { prepareBusiness } from "../../services/company/prepare.ts";
import { createUser, type User } from "../users/store.ts";
import type { SignUpDraft } from "./store.ts";
import { freeSubdomain } from "./subdomain.ts";

/** The address is verified: the account and its business come to be. The rest of the transaction is in that business. */
export async function openAccount(
  context: Context,
  { email, name, passwordHash, business }: SignUpDraft,
): Promise<User> {
  const { timeZone, language } = business;
  const user = await createUser(context, { email, name, passwordHash, timeZone, language });
  await openBusinessOf(context, user, business);
  return user;
}

/** A business with its owner, ready to be booked. `subdomain` is a wish: somebody may have been quicker. */
export async function openBusinessOf(context: Context, owner: User, draft: SignUpBusiness) {
  // The audit log names who did it, though they came as a visitor.
  context.caller = { ...context.caller, userId: owner.id, name: owner.name };
  const subdomain = await freeSubdomain(context, draft.name, draft.subdomain);
  const business = await openBusiness(context, { ...draft, subdomain, ownerUserId: owner.id });
  await prepareBusiness(context, business, owner);
  await welcomeMember(context, owner);
  return business;
}
