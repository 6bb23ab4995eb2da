import { conflict, DomainError, forbidden, refuse, unauthorized } from "../../../platform/errors.ts";
import { type Context, operation } from "../../../platform/operation.ts";
import { hashPassword } from "../../identity/passwords/hash.ts";
import { refuseWeakPassword } from "../../identity/passwords/rules.ts";
import { mailAccount } from "../mails/queue.ts";
import { signedIn } from "../sign-in/finish.ts";
import { MailUnderWay, SignIn } from "../sign-in/schema.ts";
import { countAttempt } from "../throttles.ts";
import { readToken, takeToken } from "../tokens/store.ts";
import { userOfEmail } from "../users/store.ts";
import { openAccount } from "./open.ts";
import { SignUpForm, VerifyForm } from "./schema.ts";
import { addSignUp, dropSignUpsOf, lockSignUp } from "./store.ts";
import { refuseUnavailable } from "./subdomain.ts";

export const signUp = operation({
  name: "account.signUp",
  http: "POST /api/account/sign-up",
  access: "public",
  global: true,
  summary: "Sign up with a business",
  description:
    "Account and business are made when the link in the mail is opened. The answer is the same for an address that has an account already; its owner gets a mail that says so.",
  body: SignUpForm,
  output: MailUnderWay,
  status: 202,
  errors: [forbidden, conflict],
  async run(context, { name, email, password, businessName, subdomain = null, country = null, ...business }) {
    refuseUninvited(context);
    refuseWeakPassword(password, email);
    if (subdomain !== null) await refuseUnavailable(context, subdomain);
    await countAttempt(context, "sign-up", email);
    // Nothing here looks whether the address has an account: the job does, after the answer.
    const passwordHash = await hashPassword(password);
    const signUpId = await addSignUp(context, {
      email,
      name,
      passwordHash,
      business: { name: businessName, subdomain, country, ...business },
    });
    mailAccount(context, { about: "sign-up", signUpId });
    return { message: `We have sent a mail to ${email}. Open the link in it to go on.` };
  },
});

export const verifyEmail = operation({
  name: "account.verify",
  http: "POST /api/account/verify",
  access: "public",
  global: true,
  summary: "Verify the address of a sign-up with the token from its mail, and sign in",
  description:
    "Makes the account and its business. A subdomain that somebody else has taken meanwhile becomes the next free one.",
  body: VerifyForm,
  output: SignIn,
  errors: [unauthorized, forbidden, conflict],
  async run(context, { token }) {
    refuseUninvited(context);
    await countAttempt(context, "link", null);
    const { signUpId } = await readToken(context, "verify_email", token);
    const signUp = await lockSignUp(context, signUpId!);
    if (!signUp) throw new DomainError(unauthorized, "This sign-up has expired. Sign up again.");
    await takeToken(context, "verify_email", token);
    if (await userOfEmail(context, signUp.email))
      throw refuse(conflict, "There is an account for this address already. Sign in with it.");
    const user = await openAccount(context, signUp);
    await dropSignUpsOf(context, signUp.email);
    return signedIn(context, user, context.businessId);
  },
});

function refuseUninvited({ services }: Context): void {
  if (services.settings.SIGN_UP === "invited")
    throw new DomainError(forbidden, "This installation takes invited people alone. Ask somebody in it to invite you.");
}
