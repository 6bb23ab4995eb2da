import { compare, type Load, load } from "./http/load.ts";
import type { World } from "./http/world.ts";

/** The list of tools, and one read as a tool call against the same read over REST. */
export async function benchMcp(url: string, { key }: World) {
  const headers = { authorization: `Bearer cal_${key}`, "content-type": "application/json" };
  const post = (method: string, params: object, more: Record<string, string> = {}): Load => ({
    url: `${url}/api/mcp/sse`,
    method: "POST",
    headers: { ...headers, ...more },
    body: (id) => ({ jsonrpc: "2.0", id, method, params }),
    connections: 1,
  });
  const rest = (path: string): Load => ({ url: `${url}${path}`, headers: { "cal-api-key": key }, connections: 1 });
  const list = async (more: Record<string, string>) => {
    await load({ ...post("tools/list", {}, more), seconds: 1 });
    const { perSecond, p99 } = await load(post("tools/list", {}, more));
    return { milliseconds: Math.round((1000 / perSecond) * 100) / 100, p99 };
  };
  const call = async (name: string, given: object, path: string) => {
    const { ours, baseline, ratio, answers } = await compare(
      post("tools/call", { name, arguments: given }),
      rest(path),
    );
    return { perSecond: ours, rest: baseline, timesAsLong: Math.round(100 / ratio) / 100, answers };
  };
  return {
    "tools/list": await list({}),
    "tools/list, gzip": await list({ "accept-encoding": "gzip" }),
    "tools/call get_current_user": await call("get_current_user", {}, "/api/me"),
    "tools/call list_services": await call("list_services", { limit: 50 }, "/api/services/services?limit=50"),
    "tools/call list_event_types": await call("list_event_types", { limit: 50 }, "/api/event-types?limit=50"),
  };
}
