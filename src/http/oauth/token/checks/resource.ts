import { invalidTarget, refuseOAuth } from "../../../../domain/accounts/oauth/errors.ts";
import { audienceOf } from "../../resources.ts";
import type { TokenCheck } from "../request.ts";

export const resourceOurs: TokenCheck = (request) => {
  const { resource } = request.parameters;
  request.audience = resource === undefined ? null : audienceOf(request.issuer, resource);
  if (resource !== undefined && request.audience === null) throw refuseOAuth(invalidTarget);
};
