import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { wait } from "../../../domain/accounts/browser.test-support.ts";
import {
  challenge,
  makeClient,
  type OAuthInstallation,
  openFlow,
  openOAuthInstallation,
  redirectUri,
  verifier,
} from "../flow.test-support.ts";

describe("exchanging a code", () => {
  let installation: OAuthInstallation;
  let flow: Awaited<ReturnType<typeof openFlow>>;
  before(async () => {
    installation = await openOAuthInstallation();
    flow = await openFlow(installation);
  });
  after(() => installation.close());

  const told = ({ status, body }: { status: number; body: any }) => `${status} ${body.error}`;

  it("wants the very redirect URI, and the code is used up by a wrong one", async () => {
    const code = await flow.codeFor();
    assert.equal(told(await flow.exchange(code, { redirect_uri: `${redirectUri}/` })), "400 invalid_grant");
    assert.equal(told(await flow.exchange(code)), "400 invalid_grant");
  });

  it("wants the verifier where there was a challenge, and none where there was none", async () => {
    const pkce = { code_challenge: challenge, code_challenge_method: "S256" };
    assert.equal(told(await flow.exchange(await flow.codeFor(pkce))), "400 invalid_grant");
    const wrong = { code_verifier: `${verifier}x` };
    assert.equal(told(await flow.exchange(await flow.codeFor(pkce), wrong)), "400 invalid_grant");
    assert.equal(told(await flow.exchange(await flow.codeFor(), { code_verifier: verifier })), "400 invalid_grant");
    assert.equal((await flow.exchange(await flow.codeFor(pkce), { code_verifier: verifier })).status, 200);
  });

  it("works for the client that it was given to, and leaves it good when another tries", async () => {
    const code = await flow.codeFor();
    const other = await makeClient(flow.salon);
    const foreign = { client_id: other.clientId, client_secret: other.clientSecret };
    assert.equal(told(await flow.exchange(code, foreign)), "400 invalid_grant");
    assert.equal((await flow.exchange(code)).status, 200);
  });

  it("works for 60 seconds", async () => {
    const late = await flow.codeFor();
    wait(installation, 59 / 60);
    const timely = await flow.codeFor();
    wait(installation, 2 / 60);
    assert.equal(told(await flow.exchange(late)), "400 invalid_grant");
    assert.equal((await flow.exchange(timely)).status, 200);
  });

  it("works once; a second use ends what the first gave out", async () => {
    const code = await flow.codeFor();
    const { body } = await flow.exchange(code);
    assert.equal((await flow.me(body.access_token)).status, 200);
    assert.equal(told(await flow.exchange(code)), "400 invalid_grant");
    assert.equal((await flow.me(body.access_token)).status, 401);
    assert.equal(told(await flow.refresh(body.refresh_token)), "400 invalid_grant");
  });

  it("by several at once succeeds exactly once", async () => {
    for (let round = 0; round < 3; round++) {
      const code = await flow.codeFor();
      const answers = await Promise.all(Array.from({ length: 6 }, () => flow.exchange(code)));
      assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 400, 400, 400, 400, 400]);
    }
  });

  it("knows no code that was made up, or that names another business", async () => {
    const code = await flow.codeFor();
    const other = await installation.business();
    const moved = code.replace(/.$/, other.id.toString(36));
    for (const made of ["x", "code_x", moved, `${code}0`])
      assert.equal(told(await flow.exchange(made)), "400 invalid_grant", made);
  });
});
