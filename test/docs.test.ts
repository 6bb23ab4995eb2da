import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";
import { fillDemo } from "../src/demo/fill.ts";
import { has } from "./reference/run-example.ts";
import { openTestInstallation, type TestInstallation } from "./support/installation.ts";

const run = promisify(execFile);
/** The pages whose commands are run as they stand, from top to bottom, on the demo's data. */
const pages = [
  "bookings",
  "routing-forms",
  "workflows",
  "webhooks",
  "calendars",
  "zapier",
  "oauth",
  "products-and-invoices",
  "visits",
  "custom-fields",
  "mcp",
];

describe("the commands of the documentation", () => {
  let installation: TestInstallation;
  let url: string;
  let key: string;
  const outside = createServer(async (request, response) => {
    // Between two blocks of commands a reader takes a breath, in which the work is done that the first one left.
    if (request.url === "/breath") await installation.drain();
    if (request.url === "/calendar.ics") response.setHeader("content-type", "text/calendar").end(feed);
    else response.writeHead(request.method === "PROPFIND" ? 404 : 204).end();
  });
  before(async () => {
    // The dates in the pages are ahead, whenever this runs.
    installation = await openTestInstallation({
      workers: true,
      settings: { CLOCK: "virtual", WEBHOOK_ALLOW_PRIVATE: "true" },
    });
    installation.app.services.clock!.setOffset(Date.parse("2026-12-01T12:00:00Z") - Date.now());
    await installation.server.listen({ host: "127.0.0.1", port: 0 });
    url = addressOf(installation.server.server);
    key = (await fillDemo(installation.app, { url, dataDir: installation.config.DATA_DIR })).apiKey;
    await new Promise<void>((resolve) => outside.listen(0, "127.0.0.1", resolve));
  });
  after(async () => {
    outside.closeAllConnections();
    outside.close();
    await installation.close();
  });

  for (const page of pages) {
    it(`of docs/${page}.md all work`, async (context) => {
      if (!(await has("curl", ["--version"]))) return context.skip("curl is not here");
      const text = readFileSync(new URL(`../docs/${page}.md`, import.meta.url), "utf8");
      const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block]) => block);
      const strangers = addressOf(outside);
      const script = blocks
        .join(`\ncurl -s ${strangers}/breath\n`)
        .replaceAll(`$(node -p 'require("./data/demo.json").apiKey')`, key)
        .replaceAll("http://localhost:3000", url)
        .replaceAll("https://example.com/", `${strangers}/`)
        .replaceAll("webcal://calendar.example.com/private/abc.ics", `${strangers}/calendar.ics`)
        .replaceAll("https://dav.example.com", strangers)
        // A refusal ends the script.
        .replaceAll("curl -s ", "curl -s --fail-with-body ")
        .replaceAll("node -p", `'${process.execPath}' -p`);
      await run("bash", ["-c", `set -euo pipefail\n${script}`], {
        timeout: 30_000,
        cwd: installation.config.DATA_DIR,
      }).catch((error) => assert.fail(`${error.message}\n${error.stdout}`));
    });
  }
});

const addressOf = (server: { address(): AddressInfo | string | null }) =>
  `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const feed = [
  "BEGIN:VCALENDAR",
  "VERSION:2.0",
  "PRODID:-//Example//EN",
  "BEGIN:VEVENT",
  "UID:1@example.com",
  "DTSTAMP:20261201T000000Z",
  "DTSTART:20261215T150000Z",
  "DTEND:20261215T160000Z",
  "SUMMARY:Dentist",
  "END:VEVENT",
  "END:VCALENDAR",
  "",
].join("\r\n");
