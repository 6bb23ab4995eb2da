import type { Job, Operation } from "../../../platform/operation.ts";
import * as clients from "./clients/operations.ts";
import * as registration from "./clients/register.ts";
import * as exchange from "./grants/exchange.ts";
import * as issue from "./grants/issue.ts";
import * as grants from "./grants/operations.ts";
import { refreshTokens } from "./grants/refresh.ts";
import * as state from "./grants/state.ts";
import { tendSigningKeys } from "./keys/tend.ts";
import * as me from "./me/operations.ts";
import { sweepOAuth } from "./sweep.ts";

// Apps that act for users: who they are, what was granted them, and the keys that their tokens are signed with.

export const operations: Operation[] = [
  ...Object.values(me),
  ...Object.values(clients),
  ...Object.values(grants),
  // The steps of the protocol, which http/oauth offers in its own words.
  registration.registerClient,
  issue.allowApp,
  exchange.exchangeCode,
  refreshTokens,
  state.revokeToken,
  state.inspectToken,
];
export const jobs: Job[] = [tendSigningKeys, sweepOAuth];
