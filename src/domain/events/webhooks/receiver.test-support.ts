import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export type Received = { headers: IncomingHttpHeaders; body: string; json: any };
/** `breaks`: the connection ends before the body does. */
type Told = { status: number; headers?: Record<string, string>; body?: string; breaks?: boolean };
type Answer = number | Told | "hang" | "cut";

/** A loopback receiver that keeps what it got and answers as it is told to. */
export async function openReceiver(
  answer: (received: Received, count: number) => Answer | Promise<Answer> = () => 204,
) {
  const received: Received[] = [];
  const state = { answer };
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    const one = { headers: request.headers, body, json: JSON.parse(body) };
    received.push(one);
    const said = await state.answer(one, received.length);
    if (said === "hang") return;
    if (said === "cut") return void request.socket.destroy();
    const {
      status,
      headers = {},
      body: text = "",
      breaks = false,
    }: Told = typeof said === "number" ? { status: said } : said;
    response.writeHead(status, headers);
    if (breaks) response.write(text, () => request.socket.destroy());
    else response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    received,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    answers(next: typeof answer) {
      state.answer = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
export type Receiver = Awaited<ReturnType<typeof openReceiver>>;
