import { type Ability, abilities } from "../../identity/abilities.ts";

// A scope is an ability, `bookings:read` or `bookings:write`. A token may do what its scopes and the member's role both allow.

/** What no app may be given: who had it could make keys, members or apps that outlive the user's consent. */
const withheld: Ability[] = ["keys:write", "members:write", "apps:write"];

/** Every scope that an app may ask for. */
export const scopes: readonly Ability[] = abilities.filter((ability) => !withheld.includes(ability));
export const isScope = (text: string): text is Ability => (scopes as readonly string[]).includes(text);

/** Asked for out of habit. A refresh token comes with every consent, so it grants nothing and is no error. */
const ignored = ["offline_access"];

/** What an app that registers itself may ask for where it does not say: money, settings and the audit log it has to name. */
export const usualScopes = scopes.filter((scope) => !/^(?:billing|audit):|^settings:write$/.test(scope));

/** `"bookings:read customers:read"` → the list, each once; null where nothing is asked for. */
export function scopeList(text: string | undefined): string[] | null {
  const words = (text ?? "").split(" ").filter((word) => word !== "" && !ignored.includes(word));
  return words.length > 0 ? [...new Set(words)] : null;
}

/** Scopes with what they imply: whoever may write may read, since every change answers the record that it changed. */
export function withImplied(granted: readonly string[]): Set<string> {
  return new Set(
    granted.flatMap((scope) => (scope.endsWith(":write") ? [scope, scope.replace(":write", ":read")] : scope)),
  );
}

/** Whether all of `wanted` is within `granted`. */
export function covers(granted: readonly string[], wanted: readonly string[]): boolean {
  const known = withImplied(granted);
  return wanted.every((scope) => known.has(scope));
}
