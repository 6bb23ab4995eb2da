import { invalidRequest, refuseOAuth, unsupportedGrantType } from "../../../../domain/accounts/oauth/errors.ts";
import type { TokenCheck } from "../request.ts";

export const grantTypeTaken: TokenCheck = ({ parameters: { grant_type }, grantTypes }) => {
  if (grant_type === undefined) throw refuseOAuth(invalidRequest, "grant_type is missing.");
  if (!grantTypes.includes(grant_type))
    throw refuseOAuth(unsupportedGrantType, `grant_type must be ${grantTypes.join(" or ")} here.`);
};
