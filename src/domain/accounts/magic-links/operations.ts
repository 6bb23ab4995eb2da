import { unauthorized } from "../../../platform/errors.ts";
import { operation } from "../../../platform/operation.ts";
import { mailAccount } from "../mails/queue.ts";
import { AddressForm } from "../passwords/schema.ts";
import { finishSignIn } from "../sign-in/finish.ts";
import { MailUnderWay, SignIn } from "../sign-in/schema.ts";
import { VerifyForm } from "../sign-up/schema.ts";
import { countAttempt } from "../throttles.ts";
import { takeToken } from "../tokens/store.ts";
import { markVerified, userOfId } from "../users/store.ts";

export const requestMagicLink = operation({
  name: "account.requestMagicLink",
  http: "POST /api/account/magic-link",
  access: "public",
  global: true,
  summary: "Ask for a mail with a link that signs in without a password",
  description: "The answer is the same whether the address has an account or not.",
  body: AddressForm,
  output: MailUnderWay,
  status: 202,
  async run(context, { email }) {
    await countAttempt(context, "account-mail", email);
    mailAccount(context, { about: "magic_link", email });
    return { message: `If ${email} has an account, a mail with a link is on its way.` };
  },
});

export const useMagicLink = operation({
  name: "account.useMagicLink",
  http: "POST /api/account/magic-link/use",
  access: "public",
  global: true,
  summary: "Sign in with the token from the mail",
  description: "Those with a second factor are still asked for it.",
  body: VerifyForm,
  output: SignIn,
  errors: [unauthorized],
  async run(context, { token }) {
    await countAttempt(context, "link", null);
    const { userId } = await takeToken(context, "magic_link", token);
    return finishSignIn(context, await markVerified(context, await userOfId(context, userId!)));
  },
});
