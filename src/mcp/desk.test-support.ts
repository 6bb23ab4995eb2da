import type { AddressInfo } from "node:net";
import { openTestInstallation, type TestBusiness } from "../../test/support/installation.ts";

export type Rpc = { status: number; headers: Headers; body: any; text: string };
type Options = Parameters<typeof openTestInstallation>[0];

/** An installation that really listens, and a client that speaks JSON-RPC to it. */
export async function openMcpDesk(options: Options = {}) {
  const installation = await openTestInstallation(options);
  await installation.server.listen({ host: "127.0.0.1", port: 0 });
  const { port } = installation.server.server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const url = `${origin}/api/mcp/sse`;

  async function send(raw: string, headers: Record<string, string>, address = url): Promise<Rpc> {
    const response = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: raw,
    });
    const text = await response.text();
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch {}
    return { status: response.status, headers: response.headers, body, text };
  }

  return {
    installation,
    origin,
    url,
    send,
    async close() {
      // fetch opens connections anew where streams were aborted, and never uses them.
      const giveUp = setTimeout(() => installation.server.server.closeAllConnections(), 500);
      await installation.close();
      clearTimeout(giveUp);
    },
    /** What one key can do. */
    with(key: string, more: Record<string, string> = {}) {
      const headers = { authorization: `Bearer cal_${key}`, ...more };
      const post = (message: unknown, address?: string) => send(JSON.stringify(message), headers, address);
      return {
        headers,
        post,
        ask: (method: string, params?: object, id: string | number = 1) =>
          post({ jsonrpc: "2.0", id, method, ...(params ? { params } : {}) }),
        /** The result of a tool. */
        async tool(name: string, given: object = {}): Promise<any> {
          const { body } = await post({
            jsonrpc: "2.0",
            id: 1,
            method: "tools/call",
            params: { name, arguments: given },
          });
          if (!body.result) throw new Error(JSON.stringify(body));
          return { ...body.result, told: JSON.parse(body.result.content[0].text) };
        },
      };
    },
  };
}
export type McpDesk = Awaited<ReturnType<typeof openMcpDesk>>;
export type { TestBusiness };

/** A stream of the older protocol, read event by event. */
export async function openStream(url: string, headers: Record<string, string>) {
  const leaving = new AbortController();
  const response = await fetch(url, { headers: { accept: "text/event-stream", ...headers }, signal: leaving.signal });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = "";
  /** The next event; null when the stream has ended. */
  async function next(): Promise<{ event: string; data: string } | null> {
    for (;;) {
      const end = buffer.indexOf("\n\n");
      if (end === -1) {
        const { value, done } = await reader.read();
        if (done) return null;
        buffer += value;
        continue;
      }
      const block = buffer.slice(0, end);
      buffer = buffer.slice(end + 2);
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1];
      if (field("data") !== undefined) return { event: field("event")!, data: field("data")! };
    }
  }
  return {
    status: response.status,
    headers: response.headers,
    next,
    message: async () => JSON.parse((await next())!.data),
    leave: () => leaving.abort(),
  };
}
