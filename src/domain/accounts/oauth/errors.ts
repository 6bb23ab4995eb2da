import { DomainError, type ErrorType } from "../../../platform/errors.ts";

// The refusals of RFC 6749 section 5.2 and its extensions. Their codes are what OAuth clients read.

const define = (code: string, status: number, message: string): ErrorType => ({ code, status, message });

export const invalidRequest = define(
  "invalid_request",
  400,
  "The request lacks a parameter, or has one that is malformed or repeated.",
);
export const invalidClient = define("invalid_client", 401, "Client authentication failed.");
export const invalidGrant = define(
  "invalid_grant",
  400,
  "The code or refresh token is invalid, expired, revoked or another client's.",
);
export const unsupportedGrantType = define(
  "unsupported_grant_type",
  400,
  "This endpoint does not take that grant_type.",
);
export const invalidScope = define("invalid_scope", 400, "A scope is unknown, or is more than was granted.");
export const invalidTarget = define("invalid_target", 400, "The resource is none of this server's.");
export const invalidRedirectUri = define("invalid_redirect_uri", 400, "A redirect URI is not acceptable.");
export const invalidClientMetadata = define("invalid_client_metadata", 400, "The client metadata is not acceptable.");

/** A refusal in OAuth's own words. */
export const refuseOAuth = (type: ErrorType, description = type.message) => new DomainError(type, description);
