import { invalid } from "../../../platform/errors.ts";

/** Names that people would take for ours, or that machines expect something else behind. */
const reserved = new Set(
  `www www1 www2 web app apps api api2 rest mcp graphql ws webhook webhooks admin administrator root system internal
  intranet staff team account accounts auth oauth oauth2 login signin signup sign-in sign-up logout register verify reset
  magic invitation dashboard portal console manage settings billing pay payment payments checkout invoice invoices secure
  security ssl mail email smtp imap pop pop3 mx webmail mailer bounce bounces postmaster hostmaster webmaster abuse noreply
  no-reply ns ns1 ns2 ns3 dns ftp sftp ssh vpn proxy gateway git svn cdn assets static media images img files download
  downloads docs doc help support status blog news press about legal terms privacy contact careers jobs store shop
  community forum book booking bookings outbox healthz readyz metrics dev test testing staging stage sandbox beta preview
  localhost local schedly schedule widget embed calendar calendars .well-known embed.js`.split(/\s+/),
);

/** Names with two hyphens after two letters are spoken for too: by internationalised domain names. */
export const isReserved = (subdomain: string): boolean => reserved.has(subdomain) || /^..--/.test(subdomain);

export function refuseReserved(subdomain: string): void {
  if (isReserved(subdomain)) throw invalid("subdomain", "Is reserved: choose another one");
}
