import type { ErrorType } from "../../../../../platform/errors.ts";
import type { Code } from "../store.ts";
import { notExpired } from "./expiry.ts";
import { pkce } from "./pkce.ts";
import { sameRedirectUri } from "./redirect-uri.ts";
import { sameResource } from "./resource.ts";

/** What an app sends to exchange a code, besides the code. */
export type Exchange = { redirectUri: string | null; codeVerifier: string | null; audience: string | null };

/** Looks at one thing; answers what is wrong with it, or null. `now` is epoch milliseconds. */
export type CodeCheck = (
  code: Code,
  exchange: Exchange,
  now: number,
) => { type: ErrorType; description: string } | null;

/** What must be right about a code that nobody has used before, in this order. A code that fails one is used up. */
export const codeChecks: CodeCheck[] = [notExpired, sameRedirectUri, pkce, sameResource];
