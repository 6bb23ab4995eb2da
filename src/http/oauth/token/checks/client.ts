import { isSecretOf } from "../../../../domain/accounts/oauth/clients/store.ts";
import { invalidClient, invalidRequest, refuseOAuth } from "../../../../domain/accounts/oauth/errors.ts";
import type { TokenCheck, TokenRequest } from "../request.ts";

/**
 * The client shows who it is (RFC 6749 section 2.3): a confidential one with its secret, by HTTP Basic or in the body, a
 * public one with its id alone. The refusal does not say what was wrong.
 */
export const clientAuthenticated: TokenCheck = async (request) => {
  const { id, secret } = presented(request);
  if (id === undefined) throw refuseOAuth(invalidClient, "client_id is missing.");
  const client = await request.findClient(id);
  if (
    !client ||
    !(client.kind === "confidential" ? secret !== undefined && isSecretOf(client, secret) : secret === undefined)
  )
    throw refuseOAuth(invalidClient);
  request.client = client;
};

function presented({ authorization, parameters }: TokenRequest): {
  id: string | undefined;
  secret: string | undefined;
} {
  const { client_id: id, client_secret: secret } = parameters;
  if (!/^Basic\b/i.test(authorization ?? "")) return { id, secret };
  if (secret !== undefined)
    throw refuseOAuth(invalidRequest, "Authenticate in one way: by HTTP Basic, or with client_secret in the body.");
  const basic = decodeBasic(authorization!);
  if (!basic) throw refuseOAuth(invalidClient, "The Authorization header is malformed.");
  if (id !== undefined && id !== basic.id)
    throw refuseOAuth(invalidRequest, "client_id is not the one of the Authorization header.");
  return basic;
}

/** Both parts are form-encoded before they are joined (RFC 6749 section 2.3.1). An empty secret is none. */
function decodeBasic(header: string): { id: string; secret: string | undefined } | null {
  const [, encoded = ""] = /^Basic +([A-Za-z0-9+/=_-]+)$/i.exec(header) ?? [];
  const [, id, secret] = /^([^:]+):(.*)$/s.exec(Buffer.from(encoded, "base64").toString()) ?? [];
  if (id === undefined) return null;
  try {
    return { id: formDecoded(id), secret: secret ? formDecoded(secret) : undefined };
  } catch {
    return null;
  }
}
const formDecoded = (text: string) => decodeURIComponent(text.replaceAll("+", " "));
