// What an access token may be for (RFC 8707): all of the API, or the MCP server alone.

/** Under the issuer's address. The first is what a token is for where nothing is asked. */
const paths = ["", "/api", "/api/mcp/sse"];

/** The audience that a `resource` parameter names; null where it is none of ours. A slash at the end makes no difference. */
export function audienceOf(issuer: string, resource: string | undefined): string | null {
  if (resource === undefined) return issuer;
  const asked = resource.replace(/\/+$/, "");
  return paths.some((path) => asked === `${issuer}${path}`) ? asked : null;
}

/** Whether a token for this audience is good at a path of ours. */
export function isAudienceOf(issuer: string, audience: string, path: string): boolean {
  if (audience !== issuer && !audience.startsWith(`${issuer}/`)) return false;
  const under = audience.slice(issuer.length);
  return under === "" || path === under || path.startsWith(`${under}/`);
}

export const mcpPath = "/api/mcp/sse";
