import type { FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import { type App, perform } from "../../app.ts";
import { registerClient } from "../../domain/accounts/oauth/clients/register.ts";
import { type Client, findClient } from "../../domain/accounts/oauth/clients/store.ts";
import { invalidGrant, invalidRequest, refuseOAuth } from "../../domain/accounts/oauth/errors.ts";
import { exchangeCode } from "../../domain/accounts/oauth/grants/exchange.ts";
import { refreshTokens } from "../../domain/accounts/oauth/grants/refresh.ts";
import { inspectToken, revokeToken } from "../../domain/accounts/oauth/grants/state.ts";
import { type AccessToken, looksLikeToken } from "../../domain/accounts/oauth/keys/access-token.ts";
import type { TokenVerifier } from "../../domain/accounts/oauth/keys/verifier.ts";
import { publicCaller } from "../../domain/identity/callers.ts";
import { businessOfHandle } from "../../platform/handles.ts";
import type { Operation } from "../../platform/operation.ts";
import type { Limits } from "../limits.ts";
import type { Parameters } from "./bodies.ts";
import { clientChecks, tokenChecks } from "./token/checks/index.ts";
import type { TokenCheck, TokenRequest } from "./token/request.ts";

export type OAuthDoor = { app: App; limits: Limits; tokens: TokenVerifier };
type Endpoint = (door: OAuthDoor, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

/** What clients post to, by address. */
export const endpoints: Record<string, Endpoint> = {
  "/api/auth/oauth/token": (door, request, reply) =>
    giveTokens(door, request, reply, ["authorization_code", "refresh_token"]),
  "/api/auth/oauth/refreshToken": (door, request, reply) => giveTokens(door, request, reply, ["refresh_token"]),

  async "/api/auth/oauth/revoke"(door, request, reply) {
    const { client, parameters } = await checked(door, request, reply, clientChecks);
    const asked = await tokenOf(door, client!, parameters.token);
    // Whatever it was, it works no more now: so there is nothing to refuse (RFC 7009 section 2.2).
    if (asked) await ask(door, request, revokeToken, asked);
    return {};
  },

  async "/api/auth/oauth/introspect"(door, request, reply) {
    const { client, parameters } = await checked(door, request, reply, clientChecks);
    const asked = await tokenOf(door, client!, parameters.token);
    const { grant } = asked ? await ask(door, request, inspectToken, asked) : { grant: null };
    if (!grant) return { active: false };
    if (asked!.claims) return { active: true, token_type: "Bearer", ...asked!.claims };
    const { userId, scopes, audience, expiresAt } = grant;
    const about = {
      client_id: client!.clientId,
      sub: String(userId),
      scope: scopes.join(" "),
      aud: audience,
      exp: expiresAt,
    };
    return { active: true, token_type: "refresh_token", iss: door.app.services.publicUrl, ...about };
  },

  async "/api/auth/oauth/register"(door, request, reply) {
    await door.limits.count(publicCaller(request.ip), reply);
    const { json } = bodyOf(request);
    if (!json) throw refuseOAuth(invalidRequest, "Send the client metadata as JSON.");
    const answer = await ask(door, request, registerClient, { businessId: null, body: json });
    reply.code(201);
    return answer;
  },
};

async function giveTokens(door: OAuthDoor, request: FastifyRequest, reply: FastifyReply, grantTypes: string[]) {
  const { client, parameters, audience, scope } = await checked(door, request, reply, tokenChecks, grantTypes);
  if (parameters.grant_type === "refresh_token") {
    const token = parameters.refresh_token!;
    const body = { client: client!.id, token, scope: scope ?? null, audience: audience ?? null };
    return ask(door, request, refreshTokens, { businessId: knownBusiness(token), body });
  }
  const { code, redirect_uri, code_verifier } = parameters;
  const body = {
    client: client!.id,
    code: code!,
    redirectUri: redirect_uri!,
    codeVerifier: code_verifier ?? null,
    audience: audience ?? null,
  };
  return ask(door, request, exchangeCode, { businessId: knownBusiness(code!), body });
}

/** Codes and refresh tokens name their business; one that names none is none of ours. */
function knownBusiness(handle: string): number {
  const businessId = businessOfHandle(handle);
  if (businessId === null) throw refuseOAuth(invalidGrant);
  return businessId;
}

/** Runs the checks, and counts the request for the client that it is from, or for its address while nobody knows. */
async function checked(
  { app, limits }: OAuthDoor,
  request: FastifyRequest,
  reply: FastifyReply,
  checks: TokenCheck[],
  grantTypes: string[] = [],
): Promise<TokenRequest> {
  const { parameters, repeated } = bodyOf(request);
  const asked: TokenRequest = {
    parameters,
    repeated,
    authorization: request.headers.authorization,
    grantTypes,
    issuer: app.services.publicUrl,
    findClient: (clientId) => findClient(app.database.db, clientId),
  };
  let refusal: unknown;
  try {
    for (const check of checks) await check(asked);
  } catch (error) {
    refusal = error;
  }
  const { client } = asked;
  const caller = publicCaller(request.ip);
  // A server asks for all of its users from one address.
  const counted = client
    ? { ...caller, kind: "oauth" as const, plan: "enterprise", accountKey: `client:${client.id}` }
    : caller;
  await limits.count(counted, reply);
  if (refusal) throw refusal;
  return asked;
}

const bodyOf = ({ body }: FastifyRequest): Parameters =>
  (body as Parameters | undefined) ?? { parameters: {}, repeated: new Set(), json: null };

type TokenAsked = {
  businessId: number;
  body: { client: number; token: string; grantId: number | null };
  claims: AccessToken | null;
};

/** What a token says about itself, as far as it can be believed; null where it is none of ours. */
async function tokenOf({ tokens }: OAuthDoor, client: Client, token: string | undefined): Promise<TokenAsked | null> {
  if (token === undefined) throw refuseOAuth(invalidRequest, "token is missing.");
  if (looksLikeToken(token)) {
    const claims = await tokens.read(token);
    if (!claims) return null;
    return { businessId: claims.business_id, body: { client: client.id, token: "", grantId: claims.grant_id }, claims };
  }
  const businessId = businessOfHandle(token);
  return businessId === null ? null : { businessId, body: { client: client.id, token, grantId: null }, claims: null };
}

async function ask<Output extends z.ZodType>(
  { app }: OAuthDoor,
  request: FastifyRequest,
  operation: Operation<any, any, Output>,
  { businessId, body }: { businessId: number | null; body: unknown },
): Promise<z.output<Output>> {
  const outcome = await perform(app, operation, {
    caller: publicCaller(request.ip, businessId),
    body,
    address: request.ip,
    userAgent: request.headers["user-agent"]?.slice(0, 300) ?? null,
    requestId: request.id,
    source: "oauth",
  });
  return outcome.answer as z.output<Output>;
}
