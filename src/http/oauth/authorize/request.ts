import type { OwnBusiness } from "../../../domain/accounts/businesses/store.ts";
import type { Client } from "../../../domain/accounts/oauth/clients/store.ts";

/** An authorization request on its way through the checks. What is optional here, a check has found out. */
export type Authorization = {
  /** Those that are not empty: an empty one counts as left out (RFC 6749 section 3.1). */
  parameters: Record<string, string>;
  /** The names that were given more than once. */
  repeated: ReadonlySet<string>;
  /** Where the user belongs; null until somebody is signed in. */
  businesses: OwnBusiness[] | null;
  issuer: string;
  trustsApps: boolean;
  findClient(clientId: string): Promise<Client | undefined>;
  client?: Client;
  redirectUri?: string;
  /** Those of the businesses in which the app may act. */
  allowedIn?: OwnBusiness[];
  codeChallenge?: string | null;
  audience?: string;
  scopes?: string[];
};
export type Checked = Required<Authorization>;

/** What is wrong: told on a page of ours while nobody knows whether the address to go back to is the app's, else sent there. */
export type Refusal =
  | { page: "client_not_found" | "redirect_uri_mismatch" | "not_approved" }
  | { error: string; description: string };
/** Looks at one thing, and writes down what it found out. */
export type AuthorizeCheck = (authorization: Authorization) => Refusal | null | Promise<Refusal | null>;
