import type { Config } from "../config.ts";
import { type Finding, ok, warn } from "./finding.ts";

/** What the settings themselves give away. */
export function lookAtSettings(config: Config): Finding[] {
  return [...publicAddress(config), ...proxies(config), ...leftovers(config)];
}

function publicAddress({ PUBLIC_URL, HOST }: Config): Finding[] {
  const about = "public address";
  const open = !["127.0.0.1", "::1", "localhost"].includes(HOST);
  if (!PUBLIC_URL) {
    if (!open) return [ok(about, "none set: for use on this machine alone")];
    return [warn(about, "links in mails will say localhost", "set PUBLIC_URL to the address people use")];
  }
  const { hostname, protocol, pathname } = new URL(PUBLIC_URL);
  if (/^(localhost|127\.|\[::1\])/.test(hostname)) return [ok(about, `${PUBLIC_URL}, for this machine alone`)];
  const findings: Finding[] = [];
  if (protocol !== "https:")
    findings.push(
      warn(
        about,
        `${PUBLIC_URL} is not encrypted`,
        "put a proxy with a certificate in front and set PUBLIC_URL to its https address",
      ),
    );
  if (!/[.:]/.test(hostname))
    findings.push(warn(about, `"${hostname}" is a name that only a local network knows`, "use a full host name"));
  if (pathname !== "/")
    findings.push(warn(about, `${PUBLIC_URL} has a path`, "serve Schedly at the root of a host name of its own"));
  return findings.length > 0 ? findings : [ok(about, PUBLIC_URL)];
}

/** We speak no TLS ourselves, so behind an https address there is always a proxy. */
function proxies({ PUBLIC_URL, TRUSTED_PROXIES }: Config): Finding[] {
  if (!PUBLIC_URL?.startsWith("https:") || TRUSTED_PROXIES) return [];
  return [
    warn(
      "proxy",
      "its X-Forwarded-For is not believed, so all visitors share one rate limit",
      "set TRUSTED_PROXIES to the proxy's address, or to 1",
    ),
  ];
}

function leftovers({ RATE_LIMIT, CLOCK, SMTP_URL, MAIL_FROM, PUBLIC_URL }: Config): Finding[] {
  const findings: Finding[] = [];
  if (RATE_LIMIT === "off")
    findings.push(warn("rate limits", "they are off", "unset RATE_LIMIT, unless this is a benchmark"));
  if (CLOCK === "virtual")
    findings.push(warn("clock", "anybody with a key can set it", "unset CLOCK, unless this is a sandbox"));
  if (SMTP_URL && /@localhost>?$/.test(MAIL_FROM))
    findings.push(warn("mail", `${MAIL_FROM} is nobody's address`, "set MAIL_FROM to an address of yours"));
  if (!SMTP_URL && PUBLIC_URL)
    findings.push(warn("mail", "none leaves this machine", "set SMTP_URL; until then they are in the outbox"));
  return findings;
}
