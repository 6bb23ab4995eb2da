import { invalidRequest, refuseOAuth } from "../../../../domain/accounts/oauth/errors.ts";
import type { TokenCheck } from "../request.ts";

/** RFC 7636 section 4.1. Whether it is the right one is found out with the code. */
export const verifierWellFormed: TokenCheck = ({ parameters: { code_verifier } }) => {
  if (code_verifier !== undefined && !/^[A-Za-z0-9\-._~]{43,128}$/.test(code_verifier))
    throw refuseOAuth(invalidRequest, "code_verifier must have 43 to 128 letters, digits or any of -._~");
};
