// A receiver of Schedly's webhooks, with nothing but Node.js. Run it with the webhook's secret:
//   WEBHOOK_SECRET="a secret of the receiver" PORT=4000 node node.mjs
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";

const secret = process.env.WEBHOOK_SECRET;
const seen = new Set(); // Of a real one: a table with a unique key.

const server = createServer(async (request, response) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  // The bytes as they came: JSON that is read and written again may look otherwise.
  const body = Buffer.concat(parts);

  if (!isGenuine(body, request.headers)) return response.writeHead(401).end();
  const id = request.headers["webhook-id"];
  if (!seen.has(id)) {
    seen.add(id); // What is delivered twice has the same id.
    const { triggerEvent, payload } = JSON.parse(body);
    console.log(triggerEvent, payload.uid ?? "");
  }
  // Answer at once and do the work later: who takes longer than 15 seconds is asked again.
  response.writeHead(204).end();
});

function isGenuine(body, headers) {
  const id = headers["webhook-id"];
  const timestamp = headers["webhook-timestamp"];
  const age = Math.abs(Date.now() / 1000 - Number(timestamp));
  if (!(age < 5 * 60)) return false; // An old message that somebody has kept.
  const expected = createHmac("sha256", keyOf(secret)).update(`${id}.${timestamp}.`).update(body).digest();
  return (headers["webhook-signature"] ?? "").split(" ").some((signature) => {
    const [version, given] = signature.split(",");
    const bytes = Buffer.from(given ?? "", "base64");
    return version === "v1" && bytes.length === expected.length && timingSafeEqual(bytes, expected);
  });
}

const keyOf = (text) => (text.startsWith("whsec_") ? Buffer.from(text.slice(6), "base64") : Buffer.from(text));

server.listen(Number(process.env.PORT ?? 4000), "127.0.0.1", () =>
  console.log(`listening on http://127.0.0.1:${server.address().port}`),
);
