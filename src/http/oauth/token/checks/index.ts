import type { TokenCheck } from "../request.ts";
import { clientAuthenticated } from "./client.ts";
import { grantTypeTaken } from "./grant-type.ts";
import { parametersPresent } from "./parameters.ts";
import { nothingRepeated } from "./repeated.ts";
import { resourceOurs } from "./resource.ts";
import { scopeKnown } from "./scope.ts";
import { verifierWellFormed } from "./verifier.ts";

/** What every endpoint that a client authenticates at looks at first. */
export const clientChecks: TokenCheck[] = [nothingRepeated, clientAuthenticated];

/**
 * What must be right about a token request before the code or refresh token itself is looked at, in this order. The rest
 * is decided inside the transaction that uses it: domain/accounts/oauth/grants/checks and grants/refresh.ts.
 */
export const tokenChecks: TokenCheck[] = [
  ...clientChecks,
  grantTypeTaken,
  parametersPresent,
  verifierWellFormed,
  resourceOurs,
  scopeKnown,
];
