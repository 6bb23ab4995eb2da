import { type Context, operation } from "../../../platform/operation.ts";
import { readBusiness } from "../../identity/businesses/store.ts";
import { personChanged } from "../../scheduling/me/changed.ts";
import { callingUser, changeUser, type User } from "../users/store.ts";
import { CurrentAccount, ProfileChanges } from "./schema.ts";

const address = "/api/account/me";

export const getCurrentAccount = operation({
  name: "account.me",
  http: `GET ${address}`,
  access: "user",
  appScope: "any",
  global: true,
  summary: "Get who you are, in which business, and what you may do there",
  output: CurrentAccount,
  run: async (context) => told(context, await callingUser(context)),
});

export const updateProfile = operation({
  name: "account.update",
  http: `PATCH ${address}`,
  alsoMethod: "PUT",
  access: "user",
  global: true,
  summary: "Change your name, time zone or language",
  description: "How customers see you is your record on the staff list; it keeps its own name.",
  body: ProfileChanges,
  output: CurrentAccount,
  async run(context, changes) {
    const user = await callingUser(context);
    if (Object.keys(changes).length === 0) return told(context, user);
    const changed = await changeUser(context, user.id, changes);
    await personChanged(context, user.id);
    return told(context, changed);
  },
});

async function told(context: Context, user: User) {
  const { caller } = context;
  return {
    user: { ...user, hasPassword: user.passwordHash !== null, twoFactorEnabled: user.totpEnabledAt !== null },
    business: caller.businessId === null ? null : await readBusiness(context),
    role: caller.role,
    abilities: [...caller.abilities].sort(),
    employeeId: caller.employeeId,
    onlyOwn: caller.onlyOwn,
    plan: caller.plan,
    access: caller.kind as "session" | "key" | "oauth",
    testMode: caller.testMode,
  };
}
