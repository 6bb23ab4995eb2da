import { type App, asSystem } from "../app.ts";
import { listOwnBusinesses } from "../domain/accounts/businesses/store.ts";
import { userOfEmail } from "../domain/accounts/users/store.ts";
import { allBusinessIds, businessOfSubdomain } from "../domain/identity/tenants.ts";
import { actAsUser } from "../platform/database.ts";
import { act } from "./act.ts";

/** The businesses that a command is about: the one with this subdomain, or all of them. */
export async function businessesAt(app: App, subdomain: string | undefined): Promise<number[]> {
  if (subdomain === undefined) return allBusinessIds(app.database);
  const id = await businessOfSubdomain(app.database.db, subdomain);
  if (id === null) throw new Error(`There is no business with the subdomain "${subdomain}".`);
  return [id];
}

export type Member = { userId: number; businessId: number };

/** The member that a key acts as: by address, in the only or the named business; or the owner of the named one. */
export async function memberFor(app: App, { email, business }: { email?: string; business?: string }): Promise<Member> {
  if (email !== undefined) return memberWithEmail(app, email.toLowerCase(), business);
  if (business === undefined)
    throw new Error("Say whose key it is: --email ADDRESS, or --business SUBDOMAIN for its owner's.");
  const [businessId] = await businessesAt(app, business);
  const { items } = await act(app, "members.list", { businessId: businessId!, query: { role: "owner" } });
  const [owner] = items;
  if (!owner) throw new Error(`The business "${business}" has no owner: say whose key it is with --email.`);
  return { userId: owner.id, businessId: businessId! };
}

async function memberWithEmail(app: App, email: string, subdomain: string | undefined): Promise<Member> {
  const { user, rows } = await asSystem(app, 0, async (context) => {
    const user = await userOfEmail(context, email);
    if (!user) throw new Error(`Nobody has an account with the address ${email}.`);
    context.caller = { ...context.caller, userId: user.id };
    await actAsUser(context.db, user.id);
    return { user, ...(await listOwnBusinesses(context, 1000, 0)) };
  });
  const fitting = rows.filter((row) => subdomain === undefined || row.subdomain === subdomain);
  if (fitting.length === 1) return { userId: user.id, businessId: fitting[0]!.id };
  if (rows.length === 0) throw new Error(`${email} belongs to no business.`);
  const choice = rows.map((row) => row.subdomain).join(", ");
  throw new Error(`${email} belongs to ${choice}: say which with --business.`);
}
