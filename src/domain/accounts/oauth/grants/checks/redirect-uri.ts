import { invalidGrant } from "../../errors.ts";
import type { CodeCheck } from "./index.ts";

/** The very address that the code was sent to (RFC 6749 section 4.1.3). */
export const sameRedirectUri: CodeCheck = (code, { redirectUri }) =>
  redirectUri === code.redirectUri
    ? null
    : { type: invalidGrant, description: "redirect_uri is not the one that the authorization request had." };
