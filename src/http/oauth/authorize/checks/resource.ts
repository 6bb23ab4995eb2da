import { audienceOf } from "../../resources.ts";
import type { AuthorizeCheck } from "../request.ts";

/** RFC 8707: what the token will be for. */
export const resourceOurs: AuthorizeCheck = (authorization) => {
  const audience = audienceOf(authorization.issuer, authorization.parameters.resource);
  if (audience === null) return { error: "invalid_target", description: "resource is none of this server's" };
  authorization.audience = audience;
  return null;
};
