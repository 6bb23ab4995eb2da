import { type Context, job } from "../../../platform/operation.ts";
import { epoch, iso, minutes } from "../../../platform/schemas.ts";
import { accountMail } from "../../messaging/mail/accounts.ts";
import type { AccountFacts, AccountMailKind, Brand } from "../../messaging/mail/facts.ts";
import { bestLocale } from "../../messaging/mail/locale.ts";
import { queueMail } from "../../messaging/messages/queue.ts";
import { changeSignUp, dropSignUp, newestSignUp, type SignUp, signUpOfId } from "../sign-up/store.ts";
import { issueToken, lifetimeMinutes } from "../tokens/store.ts";
import { type User, userOfEmail, userOfId } from "../users/store.ts";
import { accountMails, type Mailing } from "./queue.ts";

/** Decides which mail an address gets, if any, and puts it into the installation's own outbox. */
export const sendAccountMails = job({
  ...accountMails,
  run: (tools, mailing) => tools.inBusiness(0, (context) => send(context, mailing)),
});

/** A second verification mail is not sent sooner than this after the first. */
const patienceMinutes = 5;

async function send(context: Context, mailing: Mailing): Promise<void> {
  switch (mailing.about) {
    case "sign-up": {
      const signUp = await signUpOfId(context, mailing.signUpId);
      return signUp && answerSignUp(context, signUp, mailing);
    }
    case "failed sign-in": {
      const signUp = mailing.signUpId === null ? undefined : await signUpOfId(context, mailing.signUpId);
      return signUp && remind(context, signUp, mailing);
    }
    case "password changed":
      return tellPasswordChanged(context, await userOfId(context, mailing.userId), mailing);
    case "webhook disabled": {
      const { webhook, reason } = mailing;
      const facts = { webhook, reason, link: address(context, "/settings/webhooks") };
      return mail(context, "webhookDisabled", await userOfId(context, mailing.userId), mailing, facts);
    }
    default:
      return mailLink(context, mailing.about, mailing.email, mailing);
  }
}

type Once = { mailing: string };

/** Whoever has an account learns that, by a mail that nobody else sees; everybody else gets the link that makes one. */
async function answerSignUp(context: Context, signUp: SignUp, once: Once): Promise<void> {
  const user = await userOfEmail(context, signUp.email);
  if (!user) return mailVerification(context, signUp, once);
  await dropSignUp(context, signUp.id);
  await mail(context, "alreadyRegistered", user, once, { link: address(context, "/sign-in") });
}

/** Somebody who signed up signs in with the right password: the first mail may have been lost. */
async function remind(context: Context, signUp: SignUp, once: Once): Promise<void> {
  const mailedAt = signUp.mailedAt ? epoch(signUp.mailedAt) : 0;
  if (context.now - mailedAt < minutes(patienceMinutes)) return;
  await answerSignUp(context, signUp, once);
}

async function mailVerification(context: Context, signUp: SignUp, once: Once): Promise<void> {
  const token = await issueToken(context, "verify_email", { signUpId: signUp.id });
  await changeSignUp(context, signUp.id, { mailedAt: iso(context.now) });
  await mail(context, "verifyEmail", { ...signUp, language: signUp.business.language }, once, {
    link: address(context, "/verify", token),
    expiresInMinutes: lifetimeMinutes.verify_email,
  });
}

const links = {
  reset_password: { kind: "resetPassword", path: "/reset" },
  magic_link: { kind: "magicLink", path: "/magic" },
} as const;

async function mailLink(context: Context, purpose: keyof typeof links, email: string, once: Once): Promise<void> {
  const user = await userOfEmail(context, email);
  if (!user) {
    // There is no account to let in, but there may be one that waits for its owner.
    const signUp = await newestSignUp(context, email);
    return signUp && remind(context, signUp, once);
  }
  const { kind, path } = links[purpose];
  const token = await issueToken(context, purpose, { userId: user.id });
  await mail(context, kind, user, once, {
    link: address(context, path, token),
    expiresInMinutes: lifetimeMinutes[purpose],
  });
}

const tellPasswordChanged = (context: Context, user: User, once: Once) =>
  mail(context, "passwordChanged", user, once, {
    link: address(context, "/forgot"),
    at: iso(context.now),
    zone: user.timeZone,
  });

type Recipient = { email: string; name: string; language: string };
type Rest<Kind extends AccountMailKind> = Omit<AccountFacts[Kind], "product" | "email" | "name">;

async function mail<Kind extends AccountMailKind>(
  context: Context,
  kind: Kind,
  { email, name, language }: Recipient,
  { mailing }: Once,
  rest: Rest<Kind>,
): Promise<void> {
  const facts = { product: product(context), email, name, ...rest } as AccountFacts[Kind];
  await queueMail(context, {
    kind,
    to: email,
    dedupeKey: `${kind}:${mailing}`,
    ...accountMail(kind, bestLocale(language), facts),
  });
}

/** Whose account it is. */
export const product = ({ services }: Context): Brand => ({ name: "Schedly", url: services.publicUrl });

/** A page of the web app; the token is its one parameter. */
export const address = ({ services }: Context, path: string, token?: string): string =>
  `${services.publicUrl}${path}${token ? `?token=${token}` : ""}`;
