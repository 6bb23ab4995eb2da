import { mayAct } from "../../../../domain/accounts/oauth/clients/store.ts";
import type { AuthorizeCheck } from "../request.ts";

/** Whether the app may act in one of the user's businesses. Asked again once it is known who the user is. */
export const approved: AuthorizeCheck = (authorization) => {
  const { client, businesses, trustsApps } = authorization;
  if (businesses === null) return null;
  authorization.allowedIn = businesses.filter(({ id }) => mayAct(client!, id, trustsApps));
  // Somebody without any business is told so, in other words.
  return businesses.length > 0 && authorization.allowedIn.length === 0 ? { page: "not_approved" } : null;
};
