import type { FastifyRequest } from "fastify";
import type { Config } from "../config.ts";
import { DomainError, forbidden } from "../platform/errors.ts";

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;
const nameOf = (host: string) => host.replace(/:\d+$/, "").toLowerCase();

/**
 * DNS rebinding: a web page can point its own name at this machine and then talk to it as its own site. So what a browser
 * sends must come from our own pages or an allowed origin; and an installation that only this machine reaches is asked for
 * by a name of this machine.
 */
export function refuseForeignPages(request: FastifyRequest, config: Config, publicUrl: string): void {
  const ours = new URL(publicUrl);
  const allowed = (config.ALLOWED_ORIGINS ?? "").split(",").map((origin) => origin.trim());
  const isLocal = loopback.test(config.HOST === "::1" ? "[::1]" : config.HOST);
  const host = request.host ?? "";
  const known = loopback.test(nameOf(host)) || host.toLowerCase() === ours.host;
  if (isLocal && !known && !allowed.some((origin) => origin.endsWith(`://${host.toLowerCase()}`)))
    throw new DomainError(
      forbidden,
      "This installation does not go by that name. Ask for localhost, or set PUBLIC_URL to the address that people use.",
    );
  const { origin } = request.headers;
  if (origin === undefined || allowed.includes("*") || allowed.includes(origin) || origin === ours.origin) return;
  if (isLocal && known && origin === `${request.protocol}://${host}`) return;
  throw new DomainError(
    forbidden,
    "Pages of this origin may not call the MCP server. ALLOWED_ORIGINS lets them (docs/configuration.md).",
  );
}

/** Where the client reached us: its session's address must be of the same origin, else it is refused by the client. */
export function originOf(request: FastifyRequest, publicUrl: string): string {
  const ours = new URL(publicUrl);
  return request.host === ours.host ? ours.origin : `${request.protocol}://${request.host}`;
}
