import { invalidScope, refuseOAuth } from "../../../../domain/accounts/oauth/errors.ts";
import { isScope, scopeList } from "../../../../domain/accounts/oauth/scopes.ts";
import type { TokenCheck } from "../request.ts";

/** Asked for at a refresh: fewer than were granted. Of a code the scopes are settled, and nothing is asked. */
export const scopeKnown: TokenCheck = (request) => {
  request.scope = request.parameters.grant_type === "refresh_token" ? scopeList(request.parameters.scope) : null;
  if (request.scope?.some((scope) => !isScope(scope))) throw refuseOAuth(invalidScope);
};
