import { z } from "zod";
import { ProviderRefused } from "../../domain/connections/port.ts";
import type { Grant } from "../oauth/client.ts";

export const scopes = [
  "openid",
  "email",
  "https://www.googleapis.com/auth/calendar.events",
  "https://www.googleapis.com/auth/calendar.readonly",
];

const Claims = z.object({ email: z.string().min(3) });

/**
 * Whose account it is, from the id token. Its signature needs no check where the token comes straight from Google's token
 * endpoint (OpenID Connect Core, 3.1.3.7, point 6).
 */
export function accountOf({ id_token }: Grant): string {
  try {
    const claims = Buffer.from(id_token?.split(".")[1] ?? "", "base64url").toString();
    return Claims.parse(JSON.parse(claims)).email.toLowerCase();
  } catch {
    throw new ProviderRefused("refused", "Google did not say whose account this is: connect it again");
  }
}
