import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";
import { fillDemo } from "../../src/demo/fill.ts";
import { readerOf } from "../../src/http/pages/reader.test-support.ts";
import { openTestInstallation, type TestInstallation } from "../support/installation.ts";
import { identityExamples, oauthExamples } from "./examples.ts";
import { has, outcome } from "./run-example.ts";

const run = promisify(execFile);
const address = "https://app.schedly.io";

describe("the reference's OAuth examples, with the demo's app and user", () => {
  let installation: TestInstallation;
  let url: string;
  let key: string;
  let tools: { curl: boolean; python: boolean; javascript: boolean };
  /** Presses "Allow" or another button where an app has sent Sarah, and answers where that leads. */
  let consent: (authorizeUrl: string, answer?: string) => Promise<URL>;
  before(async () => {
    installation = await openTestInstallation();
    await installation.server.listen({ host: "127.0.0.1", port: 0 });
    url = `http://127.0.0.1:${(installation.server.server.address() as { port: number }).port}`;
    installation.app.services.publicUrl = url;
    const access = await fillDemo(installation.app, { url, dataDir: installation.config.DATA_DIR });
    key = access.apiKey;
    const curl = await has("curl", ["--version"]);
    const python = await has("python3", ["-c", "import requests"]);
    tools = { curl, python, javascript: true };
    const sarah = readerOf(installation);
    await sarah.send(await sarah.open("/sign-in"), "/sign-in", { email: access.email, password: access.password });
    consent = async (authorizeUrl, answer = "allow") => {
      const page = await sarah.open(authorizeUrl.replace(url, ""));
      const form = page.forms.find(({ action }) => action === "/auth/oauth2/authorize");
      assert.ok(form, page.text);
      const cookie = [...sarah.cookies].map((pair) => pair.join("=")).join("; ");
      const sent = await fetch(`${url}${form.action}`, {
        method: "POST",
        redirect: "manual",
        headers: { cookie },
        body: new URLSearchParams({ ...form.values, answer }),
      });
      return new URL(sent.headers.get("location")!);
    };
  });
  after(() => installation.close());

  const here = (code: string) => code.replaceAll(address, url).replaceAll("sk_live_abc123def456...", key);

  for (const example of identityExamples) {
    it(`${example.name} with ${example.language}`, async (context) => {
      if (!tools[example.language]) return context.skip(`${example.language} is not here`);
      // run-example.ts looks at `res`, as most examples call it.
      const code = here(example.code).replace("const data = await response.json();", "const res = response;");
      const { status, body } = await outcome({
        ...example,
        code: code.replace("data = response.json()", "res = response"),
      });
      assert.deepEqual([status, body.username, body.email], [200, "sarahj", "sarah@example.com"]);
    });
  }

  async function authorizeUrl(language: "javascript" | "python"): Promise<string> {
    if (language === "python") {
      const code = `${here(oauthExamples.authorizeInPython)}\nprint(auth_url)`;
      return (await run("python3", ["-c", code])).stdout.trim();
    }
    const window = "const window = { location: {} };";
    const code = `${window}\n${here(oauthExamples.authorizeInJavaScript)}\nconsole.log(window.location.href)`;
    return (await run(process.execPath, ["--input-type=module", "-e", code])).stdout.trim();
  }

  const runs = (code: string, language: "curl" | "javascript" | "python") => {
    const named = code
      .replace(/const (tokens|user) = await response.json\(\);/, "")
      .replace(/\n(tokens|user) = response\.json\(\)/, "");
    const result = { javascript: "const res = response;", python: "res = response", curl: "" }[language];
    return outcome({ name: "", status: 200, language, code: language === "curl" ? named : `${named}\n${result}` });
  };

  for (const language of ["curl", "javascript", "python"] as const) {
    it(`authorizes, exchanges the code, refreshes and verifies with ${language}`, async (context) => {
      if (!tools[language]) return context.skip(`${language} is not here`);
      const to = await consent(await authorizeUrl(language === "python" ? "python" : "javascript"));
      assert.equal(`${to.origin}${to.pathname}`, "https://yourapp.com/callback");
      assert.ok(to.searchParams.get("state"));
      const code = to.searchParams.get("code")!;
      const tokens = await runs(
        here(oauthExamples.exchange[language]).replace("auth_code_abc123xyz789", code),
        language,
      );
      assert.equal(tokens.status, 200, JSON.stringify(tokens.body));
      assert.deepEqual([tokens.body.token_type, tokens.body.expires_in], ["Bearer", 1800]);
      assert.match(tokens.body.access_token, /^eyJhbGciOiJSUzI1NiIs/);
      const refreshed = await runs(
        here(oauthExamples.refresh[language]).replace("rt_live_m4n5o6p7q8r9...", tokens.body.refresh_token),
        language,
      );
      assert.match(refreshed.body.refresh_token, /^rt_live_/);
      const me = await runs(
        here(oauthExamples.me[language]).replace("eyJhbGciOi...", refreshed.body.access_token),
        language,
      );
      assert.deepEqual([me.status, me.body.username], [200, "sarahj"]);
    });
  }

  it("sends a denial back in the documented words", async () => {
    const to = await consent(await authorizeUrl("javascript"), "deny");
    assert.match(to.search, /^\?error=access_denied&error_description=User\+denied\+access&state=/);
  });
});
