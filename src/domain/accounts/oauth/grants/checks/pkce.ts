import { createHash, timingSafeEqual } from "node:crypto";
import { invalidGrant } from "../../errors.ts";
import type { CodeCheck } from "./index.ts";

/**
 * Proof that whoever exchanges the code asked for it (RFC 7636). A verifier without a challenge is refused too: somebody may
 * have taken the challenge out of the authorization request (RFC 9700 section 4.8.2).
 */
export const pkce: CodeCheck = ({ codeChallenge }, { codeVerifier }) => {
  if (codeChallenge === null)
    return codeVerifier === null
      ? null
      : {
          type: invalidGrant,
          description: "code_verifier was sent, but the authorization request had no code_challenge.",
        };
  if (codeVerifier === null) return { type: invalidGrant, description: "code_verifier is missing." };
  const computed = createHash("sha256").update(codeVerifier).digest();
  const expected = Buffer.from(codeChallenge, "base64url");
  return expected.length === computed.length && timingSafeEqual(expected, computed)
    ? null
    : { type: invalidGrant, description: "code_verifier does not match code_challenge." };
};
