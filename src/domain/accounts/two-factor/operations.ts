import { conflict, invalid, refuse } from "../../../platform/errors.ts";
import { type Context, operation } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { requirePassword } from "../passwords/change.ts";
import { countAttempt } from "../throttles.ts";
import { changeUser, signedInUser, type User } from "../users/store.ts";
import { ConfirmForm, Disabled, ProofForm, RecoveryCodes, SetUp, SetUpForm } from "./schema.ts";
import { renewRecoveryCodes, useSecondFactor, useTotp } from "./store.ts";
import { newTotpSecret, otpauthUri } from "./totp.ts";

const address = "/api/account/two-factor";

export const setUpTwoFactor = operation({
  name: "account.setUpTwoFactor",
  http: `POST ${address}/set-up`,
  access: "user",
  global: true,
  summary: "Get a secret for your authenticator app",
  description: "Nothing changes about signing in until a code of the app confirms it.",
  body: SetUpForm,
  output: SetUp,
  errors: [conflict],
  async run(context, { password }) {
    const user = await signedInUser(context);
    await requirePassword(context, user, password, "password");
    if (user.totpEnabledAt) throw refuse(conflict, "Two-factor sign-in is on already. Turn it off first.");
    const secret = newTotpSecret();
    const sealedTotpSecret = context.services.secrets.seal(secret);
    await changeUser(context, user.id, { sealedTotpSecret, totpLastStep: null });
    return { secret, otpauthUri: otpauthUri(secret, user.email) };
  },
});

export const confirmTwoFactor = operation({
  name: "account.confirmTwoFactor",
  http: `POST ${address}/confirm`,
  access: "user",
  global: true,
  summary: "Turn two-factor sign-in on with a code of the app, and get recovery codes",
  body: ConfirmForm,
  output: RecoveryCodes,
  errors: [conflict],
  async run(context, { code }) {
    const user = await signedInUser(context);
    if (user.totpEnabledAt) throw refuse(conflict, "Two-factor sign-in is on already.");
    if (!user.sealedTotpSecret) throw refuse(conflict, "Set two-factor sign-in up first.");
    const attempt = await countAttempt(context, "second-factor", user.id);
    if (!(await useTotp(context, user, code))) throw wrongCode();
    await attempt.forgive();
    await changeUser(context, user.id, { totpEnabledAt: iso(context.now) });
    return { enabled: true as const, recoveryCodes: await renewRecoveryCodes(context, user.id) };
  },
});

export const renewTwoFactorCodes = operation({
  name: "account.renewRecoveryCodes",
  http: `POST ${address}/recovery-codes`,
  access: "user",
  global: true,
  summary: "Get new recovery codes; the old ones work no more",
  body: ProofForm,
  output: RecoveryCodes,
  errors: [conflict],
  async run(context, proof) {
    const user = await provenUser(context, proof);
    return { enabled: true as const, recoveryCodes: await renewRecoveryCodes(context, user.id) };
  },
});

export const disableTwoFactor = operation({
  name: "account.disableTwoFactor",
  http: `POST ${address}/disable`,
  access: "user",
  global: true,
  summary: "Turn two-factor sign-in off",
  body: ProofForm,
  output: Disabled,
  errors: [conflict],
  async run(context, proof) {
    const user = await provenUser(context, proof);
    await changeUser(context, user.id, {
      sealedTotpSecret: null,
      totpEnabledAt: null,
      totpLastStep: null,
      recoveryHashes: [],
    });
    return { enabled: false as const };
  },
});

/** The person who is signed in and has just shown it again, by password or by code. */
async function provenUser(context: Context, { password, code }: { password?: string; code?: string }): Promise<User> {
  const user = await signedInUser(context);
  if (!user.totpEnabledAt) throw refuse(conflict, "Two-factor sign-in is not on.");
  if (password !== undefined) {
    await requirePassword(context, user, password, "password");
    return user;
  }
  const attempt = await countAttempt(context, "second-factor", user.id);
  if (!(await useSecondFactor(context, user, code!))) throw wrongCode();
  await attempt.forgive();
  return user;
}

const wrongCode = () => invalid("code", "Is not right, or was used before");
