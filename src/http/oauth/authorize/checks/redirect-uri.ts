import { isRegistered } from "../../../../domain/accounts/oauth/clients/redirect-uris.ts";
import type { AuthorizeCheck } from "../request.ts";

/** Whoever could choose the address would get the code (RFC 9700 section 4.1). */
export const redirectUriExact: AuthorizeCheck = (authorization) => {
  const { redirect_uri } = authorization.parameters;
  const isKnown =
    redirect_uri &&
    !authorization.repeated.has("redirect_uri") &&
    isRegistered(authorization.client!.redirectUris, redirect_uri);
  if (!isKnown) return { page: "redirect_uri_mismatch" };
  authorization.redirectUri = redirect_uri;
  return null;
};
