import type { Client } from "../../../domain/accounts/oauth/clients/store.ts";

/** A request to the token endpoint (or one of its neighbours) on its way through the checks. */
export type TokenRequest = {
  /** Those that are not empty: an empty one counts as left out (RFC 6749 section 3.2). */
  parameters: Record<string, string>;
  repeated: ReadonlySet<string>;
  authorization: string | undefined;
  /** What this endpoint takes. */
  grantTypes: readonly string[];
  issuer: string;
  findClient(clientId: string): Promise<Client | undefined>;
  /** Found out by the checks. */
  client?: Client;
  audience?: string | null;
  scope?: string[] | null;
};

/** Looks at one thing; throws a refusal in OAuth's words (RFC 6749 section 5.2). */
export type TokenCheck = (request: TokenRequest) => void | Promise<void>;
