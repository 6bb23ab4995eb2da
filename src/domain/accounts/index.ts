import type { Refusals } from "../../platform/constraints.ts";
import type { Job, Operation } from "../../platform/operation.ts";
import type { Subscriber } from "../events/subscriber.ts";
import * as businesses from "./businesses/operations.ts";
import * as joining from "./invitations/accept.ts";
import * as invitations from "./invitations/operations.ts";
import * as keys from "./keys/operations.ts";
import * as magicLinks from "./magic-links/operations.ts";
import { sendAccountMails } from "./mails/send.ts";
import { tellWebhookDisabled } from "./mails/webhook-disabled.ts";
import * as members from "./members/operations.ts";
import * as oauth from "./oauth/index.ts";
import * as passwords from "./passwords/operations.ts";
import * as profile from "./profile/operations.ts";
import * as sessions from "./sessions/operations.ts";
import * as signIn from "./sign-in/operations.ts";
import * as signUp from "./sign-up/operations.ts";
import { sweepAccounts } from "./sweep.ts";
import * as twoFactor from "./two-factor/operations.ts";
import * as users from "./users/store.ts";

// Signing up and in, and who may act in a business.

export const operations: Operation[] = [
  ...Object.values(signUp),
  ...Object.values(signIn),
  ...Object.values(passwords),
  ...Object.values(magicLinks),
  ...Object.values(twoFactor),
  ...Object.values(sessions),
  ...Object.values(profile),
  ...Object.values(businesses),
  ...Object.values(members),
  ...Object.values(invitations),
  ...Object.values(keys),
  ...oauth.operations,
];
export const jobs: Job[] = [sendAccountMails, sweepAccounts, ...oauth.jobs];
export const subscribers: Subscriber[] = [tellWebhookDisabled];
export const refusals: Refusals = { ...users.refusals, ...joining.refusals };
