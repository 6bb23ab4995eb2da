import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  answerOf,
  challenge,
  makeClient,
  type OAuthInstallation,
  openFlow,
  openOAuthInstallation,
  redirectUri,
  verifier,
} from "../flow.test-support.ts";
import { tokenChecks } from "./checks/index.ts";

const token = "/api/auth/oauth/token";
const refreshToken = "/api/auth/oauth/refreshToken";
const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString("base64")}`,
});

describe("the token endpoint", () => {
  let installation: OAuthInstallation;
  let flow: Awaited<ReturnType<typeof openFlow>>;
  before(async () => {
    installation = await openOAuthInstallation({ ALLOWED_ORIGINS: "https://dashboard.example" });
    flow = await openFlow(installation);
  });
  after(() => installation.close());

  const told = ({ status, body }: { status: number; body: any }) => `${status} ${body.error}`;

  it("looks at a request in the order of the table: each thing that is put right shows the next", async () => {
    const code = await flow.codeFor({ code_challenge: challenge, code_challenge_method: "S256" });
    let pairs: [string, string][] = [
      ["client_id", "cl_live_unknown"],
      ["client_id", "cl_live_unknown"],
      ["client_secret", "wrong"],
      ["grant_type", "password"],
      ["code_verifier", "short"],
      ["resource", "https://elsewhere.example"],
    ];
    const steps: [string, string | null, string, RegExp][] = [
      ["nothing", null, "400 invalid_request", /more than once/],
      ["client_id", "cl_live_unknown", "401 invalid_client", /authentication failed/],
      ["client_id", flow.client.clientId, "401 invalid_client", /authentication failed/],
      ["client_secret", flow.client.clientSecret, "400 unsupported_grant_type", /authorization_code or refresh_token/],
      ["grant_type", "authorization_code", "400 invalid_request", /code and redirect_uri missing/],
      ["code", code, "400 invalid_request", /redirect_uri missing/],
      ["redirect_uri", redirectUri, "400 invalid_request", /code_verifier must have/],
      ["code_verifier", verifier, "400 invalid_target", /none of this server/],
    ];
    for (const [name, value, expected, description] of steps) {
      pairs = value === null ? pairs : [...pairs.filter(([known]) => known !== name), [name, value]];
      const answer = await installation.form(token, pairs);
      assert.equal(told(answer), expected, `${name} ${answer.text}`);
      assert.match(answer.body.error_description, description);
      assert.equal(answer.headers.get("cache-control"), "no-store");
    }
    pairs = pairs.filter(([name]) => name !== "resource");
    assert.equal((await installation.form(token, pairs)).status, 200);
    assert.equal(tokenChecks.length, 7);
  });

  it("takes secrets in the body or by HTTP Basic, and forms or JSON", async () => {
    const { clientId, clientSecret } = flow.client;
    const plain = async () => ({
      grant_type: "authorization_code",
      code: await flow.codeFor(),
      redirect_uri: redirectUri,
    });
    const inBody = { client_id: clientId, client_secret: clientSecret };
    const json = (body: object, headers: Record<string, string> = {}) =>
      answerOf(
        fetch(`${installation.url}${token}`, {
          method: "POST",
          body: JSON.stringify(body),
          headers: { "content-type": "application/json", ...headers },
        }),
      );
    const answers = [
      await installation.form(token, { ...(await plain()), ...inBody }),
      await installation.form(token, await plain(), basic(clientId, clientSecret)),
      await json({ ...(await plain()), ...inBody }),
      await json(await plain(), basic(clientId, clientSecret)),
    ];
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200, 200],
    );
  });

  it("says invalid_client to whoever does not show who it is, and challenges those who tried Basic", async () => {
    const { clientId, clientSecret } = flow.client;
    const open = await makeClient(flow.salon, { kind: "public" });
    const grant = { grant_type: "authorization_code", code: "x", redirect_uri: redirectUri };
    const cases: [Record<string, string>, Record<string, string>, string][] = [
      [{}, {}, "401 invalid_client"],
      [{ client_id: clientId }, {}, "401 invalid_client"],
      [{ client_id: clientId, client_secret: `${clientSecret}x` }, {}, "401 invalid_client"],
      [{ client_id: open.clientId, client_secret: "made up" }, {}, "401 invalid_client"],
      [{ client_id: open.clientId }, {}, "400 invalid_grant"],
      [{}, basic(clientId, "wrong"), "401 invalid_client"],
      [{}, basic("cl_live_unknown", clientSecret), "401 invalid_client"],
      [{}, { authorization: "Basic ???" }, "401 invalid_client"],
      [{ client_secret: clientSecret }, basic(clientId, clientSecret), "400 invalid_request"],
      [{ client_id: open.clientId }, basic(clientId, clientSecret), "400 invalid_request"],
      [{}, basic(clientId, clientSecret), "400 invalid_grant"],
    ];
    for (const [body, headers, expected] of cases) {
      const answer = await installation.form(token, { ...grant, ...body }, headers);
      assert.equal(told(answer), expected, JSON.stringify([body, headers]));
      const challenged = answer.status === 401 && headers.authorization !== undefined;
      assert.equal(answer.headers.get("www-authenticate"), challenged ? 'Basic realm="Schedly"' : null);
    }
  });

  it("answers malformed bodies in its own words", async () => {
    const send = (raw: string, type: string) =>
      installation.send("POST", token, { raw, headers: { "content-type": type } });
    for (const [raw, type] of [
      ["{", "application/json"],
      ["[]", "application/json"],
      ['"x"', "application/json"],
      ['{"a":"\\u0000"}', "application/json"],
      ["x", "text/plain"],
      ["client_id=%00", "application/x-www-form-urlencoded"],
    ] as const) {
      const { status, body } = await send(raw, type);
      assert.deepEqual([status, body.error], [400, "invalid_request"], raw);
    }
    assert.equal((await send("", "application/x-www-form-urlencoded")).body.error, "invalid_client");
    assert.equal((await installation.send("POST", token)).body.error, "invalid_client");
    assert.equal((await installation.send("GET", token)).status, 405);
  });

  it("lets the address for refreshing take nothing else", async () => {
    const answer = await installation.form(refreshToken, {
      grant_type: "authorization_code",
      code: await flow.codeFor(),
      redirect_uri: redirectUri,
      ...flow.withSecret,
    });
    assert.equal(told(answer), "400 unsupported_grant_type");
  });

  it("may be called by any web origin, without cookies", async () => {
    for (const path of [token, refreshToken, "/.well-known/jwks.json", "/.well-known/oauth-authorization-server"]) {
      const before = await installation.send("OPTIONS", path, {
        headers: { origin: "https://spa.example", "access-control-request-method": "POST" },
      });
      assert.equal(before.status, 204);
      assert.equal(before.headers["access-control-allow-origin"], "*");
      assert.equal(before.headers["access-control-allow-credentials"], undefined);
    }
    assert.equal(
      (await installation.form(token, {}, { origin: "https://spa.example" })).headers.get(
        "access-control-allow-origin",
      ),
      "*",
    );
  });
});
