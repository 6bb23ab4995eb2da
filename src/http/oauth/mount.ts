import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { currentKey, publishedKeys } from "../../domain/accounts/oauth/keys/store.ts";
import { sendOAuthError } from "./answers.ts";
import { readParameters } from "./bodies.ts";
import { endpoints, type OAuthDoor } from "./endpoints.ts";
import { documents } from "./metadata.ts";

/** The OAuth endpoints that programs talk to, in the protocol's own words. What people see is authorize/page.ts. */
export async function mountOAuth(server: FastifyInstance, door: OAuthDoor) {
  const { app } = door;
  await server.register(async (scope) => {
    readParameters(scope);
    scope.setErrorHandler(sendOAuthError);
    for (const [url, answer] of Object.entries(endpoints)) {
      offer(scope, "POST", url, async (request, reply) => {
        reply.headers({ "cache-control": "no-store", pragma: "no-cache" });
        return reply.send(await answer(door, request, reply));
      });
    }
    for (const [url, document] of Object.entries(documents)) {
      offer(scope, "GET", url, async (_request, reply) => {
        reply.header("cache-control", "public, max-age=300");
        return reply.send(document(app.services.publicUrl));
      });
    }
    offer(scope, "GET", "/.well-known/jwks.json", async (_request, reply) => {
      // Whoever meets a key that it does not know looks here at once, and must not be told yesterday's.
      reply.header("cache-control", "no-cache");
      const { database, services, clock } = app;
      // On a new installation this may come before the first token.
      await currentKey(database.db, services.secrets, clock.now());
      return reply.send({ keys: await publishedKeys(database.db, clock.now()) });
    });
  });
}

/**
 * A route that any web origin may call: apps in browsers use these (RFC 9700, OAuth for browser-based apps), and none of
 * them looks at a cookie. ALLOWED_ORIGINS, which is about the API, does not
 * narrow them (`cors`), and `anyCaller` keeps server.ts from looking for a key in a header that is HTTP Basic here.
 */
function offer(
  scope: FastifyInstance,
  method: "GET" | "POST",
  url: string,
  handler: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>,
) {
  const options = { url, helmet: false as const, config: { anyCaller: true, cors: false } };
  const onRequest = async (_request: FastifyRequest, reply: FastifyReply) => void reply.headers(headers);
  scope.route({ ...options, method, onRequest, handler });
  scope.route({
    ...options,
    method: "OPTIONS",
    onRequest,
    handler: (_request, reply) =>
      reply
        .code(204)
        .headers({
          "access-control-allow-methods": `${method}, OPTIONS`,
          "access-control-allow-headers": "authorization, content-type, mcp-protocol-version",
          "access-control-max-age": "600",
        })
        .send(),
  });
}

const headers = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "WWW-Authenticate, Retry-After",
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
};
