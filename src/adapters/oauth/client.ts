import { z } from "zod";
import { type Account, ProviderRefused, type Secret } from "../../domain/connections/port.ts";
import { type Call, type Reply, send } from "./http.ts";
import { expect, refusal } from "./refusal.ts";

/** A service that people let us into with OAuth 2.0 (RFC 6749), and where the services differ. */
export type Service = {
  name: string;
  clientId: string;
  clientSecret: string;
  tokenUrl: string;
  /** Where id and secret of the client are expected (RFC 6749, 2.3.1). */
  clientIn: "header" | "body";
  /** Sent with every request for tokens, where the service wants it. */
  scope?: string;
  timeoutMs?: number | undefined;
};

/** What is kept of an account. `expiresAt` is in epoch milliseconds. */
const Tokens = z.object({ accessToken: z.string(), refreshToken: z.string(), expiresAt: z.number() });
type Tokens = z.output<typeof Tokens>;

const Grant = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).nullish(),
  expires_in: z.coerce.number().nullish(),
  scope: z.string().nullish(),
  id_token: z.string().nullish(),
});
export type Grant = z.output<typeof Grant>;

/** Tokens are renewed this long before they end, so that none ends on its way. */
const early = 60_000;
/** How long the outcome of a renewal is remembered, for those in this process who still hold the tokens from before it. */
const remembered = 60_000;

const works = ({ expiresAt }: Tokens) => expiresAt - early > Date.now();

export type OauthClient = ReturnType<typeof oauthClient>;

/** Talks to one service in the name of connected accounts, and keeps their tokens fresh. */
export function oauthClient(service: Service) {
  const renewals = new Map<string, Promise<Tokens>>();

  /**
   * One renewal at a time: services rotate refresh tokens, and the second use of one would end the whole connection. What
   * came of it serves those who come too late, unless that has been `refused` since.
   */
  async function renew(refreshToken: string, refused?: string): Promise<Tokens> {
    const running = renewals.get(refreshToken);
    if (running) {
      const tokens = await running;
      if (tokens.accessToken !== refused && works(tokens)) return tokens;
      if (renewals.get(refreshToken) === running) renewals.delete(refreshToken);
      return renew(refreshToken, refused);
    }
    const form = { grant_type: "refresh_token", refresh_token: refreshToken };
    const renewal = requestTokens(service, form).then((grant) => tokensOf(grant, refreshToken));
    renewals.set(refreshToken, renewal);
    const forget = () => {
      if (renewals.get(refreshToken) === renewal) renewals.delete(refreshToken);
    };
    renewal.then(() => setTimeout(forget, remembered).unref(), forget);
    return renewal;
  }

  /** A token that should work. `refused` is one that did not, whatever its time says. */
  async function accessToken(account: Account, refused?: string): Promise<string> {
    const held = read(service, account.secret);
    if (held.accessToken !== refused && works(held)) return held.accessToken;
    const fresh = await renew(held.refreshToken, refused).catch(async (error) => {
      const stored = await storedMeanwhile(account, held, error);
      return works(stored) ? stored : renew(stored.refreshToken);
    });
    account.secret = fresh;
    await account.save(fresh);
    return fresh.accessToken;
  }

  async function storedMeanwhile(account: Account, held: Tokens, error: unknown): Promise<Tokens> {
    const lost = error instanceof ProviderRefused && error.kind === "credentials";
    const stored = lost && account.latest ? read(service, await account.latest()) : held;
    // Another process may have renewed them between our reading and our asking.
    if (stored.refreshToken === held.refreshToken) throw error;
    return stored;
  }

  return {
    /** What the code opens that came back with the owner. */
    async exchange({ code, redirectUri }: { code: string; redirectUri: string }) {
      const grant = await requestTokens(service, { grant_type: "authorization_code", code, redirect_uri: redirectUri });
      if (!grant.refresh_token)
        throw new ProviderRefused("refused", `${service.name} gave no lasting access: connect the account again`);
      return { secret: tokensOf(grant, grant.refresh_token) as Secret, grant };
    },

    /** Calls the service as this account. A token that is refused is renewed once. */
    async ask(account: Account, call: Call): Promise<Reply> {
      const as = (token: string) =>
        send(
          service.name,
          { ...call, headers: { ...call.headers, authorization: `Bearer ${token}` }, hide: [token] },
          service.timeoutMs,
        );
      const token = await accessToken(account);
      const first = await as(token);
      return first.status === 401 ? as(await accessToken(account, token)) : first;
    },
  };
}

function read(service: Service, secret: Secret): Tokens {
  const { success, data } = Tokens.safeParse(secret);
  if (success) return data;
  throw new ProviderRefused("credentials", `The tokens of this ${service.name} account are lost: connect it again`);
}

const tokensOf = (grant: Grant, refreshToken: string): Tokens => ({
  accessToken: grant.access_token,
  // Google keeps the one it gave; Microsoft and Zoom replace it.
  refreshToken: grant.refresh_token ?? refreshToken,
  expiresAt: Date.now() + (grant.expires_in ?? 3600) * 1000,
});

async function requestTokens(service: Service, form: Record<string, string>): Promise<Grant> {
  const { name, clientId, clientSecret, clientIn, scope, tokenUrl, timeoutMs } = service;
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString("base64");
  const reply = await send(
    name,
    {
      method: "POST",
      url: tokenUrl,
      headers: clientIn === "header" ? { authorization: `Basic ${basic}` } : {},
      form: {
        ...form,
        ...(clientIn === "body" ? { client_id: clientId, client_secret: clientSecret } : {}),
        ...(scope ? { scope } : {}),
      },
      hide: [clientSecret, basic, form.code ?? "", form.refresh_token ?? ""],
    },
    timeoutMs,
  );
  if (!reply.ok) throw tokenRefusal(service, reply, form.grant_type === "refresh_token");
  return expect(name, Grant, reply);
}

const TokenError = z.object({
  error: z.string(),
  error_description: z.string().nullish(),
  reason: z.string().nullish(),
});

/** RFC 6749, 5.2, and the codes of OpenID Connect with which Microsoft asks for the owner. */
function tokenRefusal({ name }: Service, reply: Reply, renewing: boolean): ProviderRefused {
  const { data } = TokenError.safeParse(reply.body);
  const said = data ? (data.error_description ?? data.reason ?? data.error).split(/\r?\n/)[0]! : null;
  if (data?.error === "invalid_client")
    return new ProviderRefused(
      "temporary",
      `${name} does not know this installation: its client id or secret in the settings is wrong. ${said}`,
    );
  if (data && ownerIsAsked.has(data.error))
    return renewing
      ? refusal(name, reply, said, "credentials")
      : new ProviderRefused(
          "refused",
          `${name} did not accept the code it sent back: connect the account again. ${said}`,
        );
  return refusal(name, reply, said, reply.status === 401 ? "refused" : undefined);
}

const ownerIsAsked = new Set([
  "invalid_grant",
  "unauthorized_client",
  "interaction_required",
  "consent_required",
  "login_required",
  "access_denied",
]);
