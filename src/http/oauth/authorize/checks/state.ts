import type { AuthorizeCheck } from "../request.ts";

/**
 * With it the app knows its own request again, and nobody can slip it another user's code. Apps that registered themselves
 * (MCP clients among them) may leave it out: they must use PKCE, which does the same (RFC 9700 section 2.1.1).
 */
export const statePresent: AuthorizeCheck = ({ client, parameters: { state } }) =>
  state === undefined && client?.businessId !== null
    ? { error: "invalid_request", description: "state is missing" }
    : null;
