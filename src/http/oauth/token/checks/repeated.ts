import { invalidRequest, refuseOAuth } from "../../../../domain/accounts/oauth/errors.ts";
import type { TokenCheck } from "../request.ts";

export const nothingRepeated: TokenCheck = ({ repeated }) => {
  const [name] = repeated;
  if (name !== undefined) throw refuseOAuth(invalidRequest, `${name} was given more than once.`);
};
