import { unauthorized } from "../../../platform/errors.ts";
import { operation } from "../../../platform/operation.ts";
import { refuseWeakPassword } from "../../identity/passwords/rules.ts";
import { mailAccount } from "../mails/queue.ts";
import { finishSignIn } from "../sign-in/finish.ts";
import { MailUnderWay, SignIn } from "../sign-in/schema.ts";
import { countAttempt } from "../throttles.ts";
import { takeToken } from "../tokens/store.ts";
import { markVerified, signedInUser, userOfId } from "../users/store.ts";
import { requirePassword, setPassword } from "./change.ts";
import { AddressForm, Changed, ChangeForm, ResetForm } from "./schema.ts";

export const requestPasswordReset = operation({
  name: "account.requestPasswordReset",
  http: "POST /api/account/password/reset-request",
  access: "public",
  global: true,
  summary: "Ask for a mail with a link to choose a new password",
  description: "The answer is the same whether the address has an account or not.",
  body: AddressForm,
  output: MailUnderWay,
  status: 202,
  async run(context, { email }) {
    await countAttempt(context, "account-mail", email);
    mailAccount(context, { about: "reset_password", email });
    return { message: `If ${email} has an account, a mail with a link is on its way.` };
  },
});

export const resetPassword = operation({
  name: "account.resetPassword",
  http: "POST /api/account/password/reset",
  access: "public",
  global: true,
  summary: "Choose a new password with the token from the mail, and sign in",
  description:
    "Ends all other sessions, and takes back what was allowed to apps. Those with a second factor are still asked for it.",
  body: ResetForm,
  output: SignIn,
  errors: [unauthorized],
  async run(context, { token, password }) {
    await countAttempt(context, "link", null);
    const { userId } = await takeToken(context, "reset_password", token);
    const user = await markVerified(context, await userOfId(context, userId!));
    refuseWeakPassword(password, user.email);
    return finishSignIn(context, await setPassword(context, user, password));
  },
});

export const changePassword = operation({
  name: "account.changePassword",
  http: "POST /api/account/password",
  access: "user",
  global: true,
  summary: "Change your password",
  description: "Asks for the current one, ends all your other sessions, and takes back what you have allowed apps.",
  body: ChangeForm,
  output: Changed,
  async run(context, { currentPassword, newPassword }) {
    const user = await signedInUser(context);
    await requirePassword(context, user, currentPassword, "currentPassword");
    refuseWeakPassword(newPassword, user.email, "newPassword");
    await setPassword(context, user, newPassword);
    return { changed: true as const };
  },
});
