import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export const accountSid = `AC${"0".repeat(32)}`;
export const authToken = "a token for tests";

/** For tests: Twilio's Messages resource on this machine, as api.v2010's document describes it. */
export async function loopback() {
  const received: Record<string, string>[] = [];
  const server = createServer(async (request, response) => {
    const form = Object.fromEntries(new URLSearchParams(await text(request)));
    const answer = (status: number, body: object) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    const refuse = (status: number, code: number, message: string) => answer(status, { status, code, message });
    const login = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}`;
    if (request.method !== "POST" || request.url !== `/2010-04-01/Accounts/${accountSid}/Messages.json`)
      return refuse(404, 20404, "The requested resource was not found");
    if (request.headers.authorization !== login) return refuse(401, 20003, "Authenticate");
    if (!form.To || !form.Body) return refuse(400, 21604, "A 'To' phone number is required.");
    if (!form.From && !form.MessagingServiceSid) return refuse(400, 21603, "A 'From' phone number is required.");
    if (form.To === "+15005550001") return refuse(400, 21211, "Invalid 'To' Phone Number");
    if (form.To === "+15005550429") return refuse(429, 20429, "Too Many Requests");
    received.push(form);
    return answer(201, { sid: `SM${String(received.length).padStart(32, "0")}`, status: "queued", to: form.To });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    received,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
