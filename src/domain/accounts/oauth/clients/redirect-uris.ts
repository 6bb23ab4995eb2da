// Where an app may have users sent back to (RFC 6749 section 3.1.2, RFC 8252, RFC 9700 section 2.1).

const loopbackHosts = ["127.0.0.1", "[::1]", "localhost"];
/** Schemes that a browser or the system takes for something else than an app. */
const otherSchemes =
  /^(?:javascript|data|file|filesystem|blob|about|vbscript|view-source|ftp|ftps|ws|wss|mailto|tel|sms|chrome|chrome-extension|moz-extension|jar|intent):$/;

/** What is wrong with it, or null: https, http to the user's own machine, or an app's private-use scheme. */
export function redirectUriProblem(uri: string): string | null {
  if (!/^[\x21-\x7e]+$/.test(uri)) return "Must be an address without spaces or other than ASCII characters";
  const url = parsed(uri);
  if (!url) return "Must be an absolute address";
  if (uri.includes("#")) return "Must have no fragment (#…)";
  if (url.username || url.password) return "Must have no user name or password";
  if (url.protocol === "https:") return null;
  if (url.protocol === "http:")
    return isLoopback(url) ? null : "Must be https, unless it leads to the user's own machine";
  return otherSchemes.test(url.protocol)
    ? "Must be https, http to the user's own machine, or a scheme of the app's own"
    : null;
}

/**
 * Whether the address is a registered one, to the letter. Of one that leads to the user's own machine the port may differ:
 * a native app takes whichever is free (RFC 8252 section 7.3).
 */
export const isRegistered = (registered: readonly string[], asked: string): boolean =>
  registered.some((known) => known === asked || sameBesidesPort(known, asked));

function sameBesidesPort(known: string, asked: string): boolean {
  if (redirectUriProblem(asked) !== null) return false;
  const [one, other] = [parsed(known), parsed(asked)];
  if (!one || !other || !isLoopback(one) || !isLoopback(other)) return false;
  return withoutPort(known) === withoutPort(asked);
}

/** By text and not by what a parser makes of it, so that nothing but the port can differ. */
const withoutPort = (uri: string) =>
  uri.replace(/^(http:\/\/(?:127\.0\.0\.1|\[::1\]|localhost))(?::\d{1,5})?(?=[/?]|$)/, "$1");

const isLoopback = ({ protocol, hostname }: URL) => protocol === "http:" && loopbackHosts.includes(hostname);
const parsed = (uri: string) => (URL.canParse(uri) ? new URL(uri) : null);

/** The address with parameters added to its query. */
export function withParameters(uri: string, parameters: Record<string, string | null | undefined>): string {
  const given = Object.entries(parameters).filter((pair): pair is [string, string] => pair[1] != null);
  return `${uri}${uri.includes("?") ? "&" : "?"}${new URLSearchParams(given)}`;
}
