import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { decodeProtectedHeader } from "jose";
import { jobTools } from "../../../../app.ts";
import { type OAuthInstallation, openFlow, openOAuthInstallation } from "../../../../http/oauth/flow.test-support.ts";
import { wait } from "../../browser.test-support.ts";
import { publishedKeys, rotateKey } from "./store.ts";
import { tendSigningKeys } from "./tend.ts";
import { tokenVerifier } from "./verifier.ts";

const day = 24 * 60;

describe("signing keys", () => {
  let installation: OAuthInstallation;
  let flow: Awaited<ReturnType<typeof openFlow>>;
  before(async () => {
    installation = await openOAuthInstallation();
    flow = await openFlow(installation);
  });
  after(() => installation.close());

  const kids = async () =>
    ((await installation.send("GET", "/.well-known/jwks.json")).body.keys as { kid: string }[]).map(({ kid }) => kid);
  const kidOf = (token: string) => decodeProtectedHeader(token).kid!;
  const tend = () => tendSigningKeys.run(jobTools(installation.app), {}, { attempt: 1, last: false });
  /** Somebody signs in anew: sessions end while months pass here. */
  const newToken = async () => {
    const { to } = await installation.authorize(await installation.signIn(flow.salon), flow.basics);
    return (await flow.exchange(to!.searchParams.get("code")!)).body.access_token as string;
  };

  it("are published without what is secret, and stored sealed", async () => {
    await newToken();
    const { body } = await installation.send("GET", "/.well-known/jwks.json");
    assert.deepEqual(Object.keys(body.keys[0]).sort(), ["alg", "e", "kid", "kty", "n", "use"]);
    const [row] = await installation.app.database.db.selectFrom("oauthSigningKeys").selectAll().execute();
    assert.doesNotMatch(JSON.stringify(row), /PRIVATE|"d"/);
  });

  it("rotate after three months; the old one stays until its tokens have ended", async () => {
    const old = await newToken();
    await tend();
    assert.deepEqual(await kids(), [kidOf(old)]);
    wait(installation, 91 * day);
    const late = await newToken();
    await tend();
    const fresh = await newToken();
    assert.notEqual(kidOf(fresh), kidOf(late));
    assert.deepEqual(await kids(), [kidOf(fresh), kidOf(late)]);
    assert.deepEqual([(await flow.me(late)).status, (await flow.me(fresh)).status], [200, 200]);
    wait(installation, 61);
    assert.deepEqual(await kids(), [kidOf(fresh)]);
    await tend();
    const stored = await installation.app.database.db.selectFrom("oauthSigningKeys").select("kid").execute();
    assert.equal(stored.length, 1);
  });

  it("that another process made are found when their first token comes", async () => {
    const { app } = installation;
    const verifierOf = (issuer: string) =>
      tokenVerifier({
        keys: () => publishedKeys(app.database.db, app.clock.now()),
        now: () => app.clock.now(),
        issuer: () => issuer,
      });
    const elsewhere = verifierOf(installation.url);
    assert.ok(await elsewhere.read(await newToken()));
    await installation.asSystem(0, rotateKey);
    assert.ok(await elsewhere.read(await newToken()));
    const other = verifierOf("https://elsewhere.example");
    assert.equal(await other.read(await newToken()), null);
  });

  it("are made once by several that need the first one", async () => {
    const empty = await openOAuthInstallation();
    try {
      const fresh = await openFlow(empty);
      const codes = await Promise.all([1, 2, 3].map(() => fresh.codeFor()));
      const answers = await Promise.all(codes.map((code) => fresh.exchange(code)));
      assert.deepEqual(new Set(answers.map(({ body }) => kidOf(body.access_token))).size, 1);
    } finally {
      await empty.close();
    }
  });
});
