import { invalidRequest, refuseOAuth } from "../../../../domain/accounts/oauth/errors.ts";
import type { TokenCheck } from "../request.ts";

const needed: Record<string, string[]> = {
  authorization_code: ["code", "redirect_uri"],
  refresh_token: ["refresh_token"],
};

export const parametersPresent: TokenCheck = ({ parameters }) => {
  const missing = needed[parameters.grant_type!]!.filter((name) => parameters[name] === undefined);
  if (missing.length > 0) throw refuseOAuth(invalidRequest, `${missing.join(" and ")} missing.`);
};
