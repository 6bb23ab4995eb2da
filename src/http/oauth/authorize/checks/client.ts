import type { AuthorizeCheck } from "../request.ts";

export const clientKnown: AuthorizeCheck = async (authorization) => {
  const { client_id } = authorization.parameters;
  const client = client_id && !authorization.repeated.has("client_id") && (await authorization.findClient(client_id));
  if (!client) return { page: "client_not_found" };
  authorization.client = client;
  return null;
};
