import { DomainError, refuseButKeep, unauthorized } from "../../../platform/errors.ts";
import { operation } from "../../../platform/operation.ts";
import { hashPassword, isOutdated, isPassword } from "../../identity/passwords/hash.ts";
import { mailAccount } from "../mails/queue.ts";
import { endSession } from "../sessions/store.ts";
import { countAttempt } from "../throttles.ts";
import { readToken, takeToken } from "../tokens/store.ts";
import { useSecondFactor } from "../two-factor/store.ts";
import { changeUser, credentialsOf, userOfId } from "../users/store.ts";
import { finishSignIn, signedIn } from "./finish.ts";
import { SecondFactorForm, SignedOut, SignIn, SignInForm } from "./schema.ts";

export const signIn = operation({
  name: "account.signIn",
  http: "POST /api/account/sign-in",
  access: "public",
  global: true,
  summary: "Sign in with e-mail address and password",
  description:
    "Sets the session cookie, or answers `secondFactor` for those who have set one up. The refusal is the same for a wrong password, an unknown address and an address that is not verified yet; the right password for the last has the verification mail sent again.",
  body: SignInForm,
  output: SignIn,
  errors: [unauthorized],
  async run(context, { email, password }) {
    const attempt = await countAttempt(context, "sign-in", email);
    const known = await credentialsOf(context, email);
    const right = await isPassword(password, known?.passwordHash ?? null);
    if (!right || !known?.userId) {
      // Enqueued after every failure, so that this one costs no more time than the others.
      mailAccount(context, { about: "failed sign-in", signUpId: right ? known!.signUpId : null });
      throw refuseButKeep(
        unauthorized,
        "The e-mail address or password is not right, or the address is not verified yet.",
      );
    }
    await attempt.forgive();
    const user = isOutdated(known.passwordHash!)
      ? await changeUser(context, known.userId, { passwordHash: await hashPassword(password) })
      : await userOfId(context, known.userId);
    return finishSignIn(context, user);
  },
});

export const giveSecondFactor = operation({
  name: "account.secondFactor",
  http: "POST /api/account/second-factor",
  access: "public",
  global: true,
  summary: "Finish signing in with a code from the authenticator app, or a recovery code",
  body: SecondFactorForm,
  output: SignIn,
  errors: [unauthorized],
  async run(context, { token, code }) {
    const { userId } = await readToken(context, "second_factor", token);
    const attempt = await countAttempt(context, "second-factor", userId);
    const user = await userOfId(context, userId!);
    // A wrong code leaves the token good for the next try.
    if (!(await useSecondFactor(context, user, code)))
      throw new DomainError(unauthorized, "The code is not right, or was used before. Wait for the next one.");
    await takeToken(context, "second_factor", token);
    await attempt.forgive();
    return signedIn(context, user);
  },
});

export const signOut = operation({
  name: "account.signOut",
  http: "POST /api/account/sign-out",
  access: "public",
  global: true,
  summary: "End this session and clear its cookie",
  output: SignedOut,
  async run(context) {
    if (context.caller.sessionId !== null) await endSession(context, context.caller.sessionId);
    context.setSession(null);
    return { signedOut: true as const };
  },
});
