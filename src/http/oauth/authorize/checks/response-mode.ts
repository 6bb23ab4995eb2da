import type { AuthorizeCheck } from "../request.ts";

export const responseModeQuery: AuthorizeCheck = ({ parameters: { response_mode = "query" } }) =>
  response_mode === "query" ? null : { error: "invalid_request", description: "response_mode must be query" };
