import { covers, isScope, scopeList } from "../../../../domain/accounts/oauth/scopes.ts";
import type { AuthorizeCheck } from "../request.ts";

/** All that the app registered for, where it asks for nothing; never more than that. */
export const scopeWithin: AuthorizeCheck = (authorization) => {
  const registered = authorization.client!.scopes;
  const asked = scopeList(authorization.parameters.scope) ?? registered;
  authorization.scopes = asked;
  const refuse = (description: string) => ({ error: "invalid_scope", description });
  const unknown = asked.find((scope) => !isScope(scope));
  if (unknown) return refuse("scope has a name that this server does not know");
  return covers(registered, asked) ? null : refuse("scope is more than the client registered for");
};
