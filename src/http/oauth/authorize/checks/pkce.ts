import type { AuthorizeCheck } from "../request.ts";

/** RFC 7636, S256 alone: `plain`, which is meant where no method is named, shows the verifier to whoever sees the request. */
export const pkceChallenge: AuthorizeCheck = (authorization) => {
  const { code_challenge: challenge, code_challenge_method: method } = authorization.parameters;
  authorization.codeChallenge = challenge ?? null;
  const refuse = (description: string) => ({ error: "invalid_request", description });
  if (challenge === undefined) {
    if (method !== undefined) return refuse("code_challenge is missing");
    return authorization.client!.kind === "public" ? refuse("code_challenge is required of public clients") : null;
  }
  if (method !== "S256") return refuse("code_challenge_method must be S256");
  return /^[\w-]{43}$/.test(challenge)
    ? null
    : refuse("code_challenge must be the base64url of a SHA-256 hash, 43 characters");
};
