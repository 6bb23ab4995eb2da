import type { Authorization, AuthorizeCheck, Checked, Refusal } from "../request.ts";
import { approved } from "./approval.ts";
import { clientKnown } from "./client.ts";
import { pkceChallenge } from "./pkce.ts";
import { redirectUriExact } from "./redirect-uri.ts";
import { nothingRepeated } from "./repeated.ts";
import { resourceOurs } from "./resource.ts";
import { responseModeQuery } from "./response-mode.ts";
import { responseTypeCode } from "./response-type.ts";
import { scopeWithin } from "./scope.ts";
import { statePresent } from "./state.ts";

/** What must be right about an authorization request, in the order in which it is looked at. */
export const authorizeChecks: AuthorizeCheck[] = [
  clientKnown,
  redirectUriExact,
  approved,
  nothingRepeated,
  responseTypeCode,
  responseModeQuery,
  statePresent,
  pkceChallenge,
  resourceOurs,
  scopeWithin,
];

/** The first thing that is wrong, or the request with everything that the checks found out. */
export async function check(authorization: Authorization): Promise<{ refusal: Refusal } | { checked: Checked }> {
  for (const look of authorizeChecks) {
    const refusal = await look(authorization);
    if (refusal) return { refusal };
  }
  return { checked: authorization as Checked };
}
