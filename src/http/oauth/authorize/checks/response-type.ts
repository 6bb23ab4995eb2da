import type { AuthorizeCheck } from "../request.ts";

/** `code` is the only one, so it may be left out. */
export const responseTypeCode: AuthorizeCheck = ({ parameters: { response_type = "code" } }) =>
  response_type === "code" ? null : { error: "unsupported_response_type", description: "response_type must be code" };
