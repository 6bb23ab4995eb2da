import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fillDemo } from "../../src/demo/fill.ts";
import { openTestInstallation, type TestInstallation } from "../support/installation.ts";
import { bookingExamples } from "./examples.ts";
import { has, outcome } from "./run-example.ts";

describe("the reference's examples of scheduling, on the demo's data", () => {
  let installation: TestInstallation;
  let url: string;
  let key: string;
  let curl: boolean;
  before(async () => {
    installation = await openTestInstallation({ settings: { CLOCK: "virtual" } });
    installation.app.services.clock!.setOffset(Date.parse("2026-02-18T12:00:00Z") - Date.now());
    await installation.server.listen({ host: "127.0.0.1", port: 0 });
    url = `http://127.0.0.1:${(installation.server.server.address() as { port: number }).port}`;
    key = (await fillDemo(installation.app, { url, dataDir: installation.config.DATA_DIR })).apiKey;
    curl = await has("curl", ["--version"]);
  });
  after(() => installation.close());

  const answers: Record<string, any> = {};
  for (const example of bookingExamples) {
    it(`${example.name} with ${example.language}`, async (context) => {
      if (!curl) return context.skip("curl is not here");
      const code = example.code.replaceAll("https://app.schedly.io", url).replaceAll("sk_live_abc123...", key);
      const answer = await outcome({ ...example, code });
      assert.equal(answer.status, example.status, JSON.stringify(answer.body));
      assert.equal(answer.body.status, "success");
      answers[example.name] = answer.body.data;
    });
  }

  it("book the documented event type for the documented time", () => {
    const { eventTypeId, startTime, endTime, status, title, hosts, attendees } = answers["books an event"];
    assert.deepEqual(
      [eventTypeId, startTime, endTime, status, title, hosts[0].name, attendees[0].email],
      [
        42,
        "2026-02-25T14:00:00Z",
        "2026-02-25T14:30:00Z",
        "accepted",
        "30-Min Consultation",
        "Sarah Johnson",
        "maria@example.com",
      ],
    );
  });

  it("cancel the documented booking", () => {
    const { uid, status, cancellationReason } = answers["cancels a booking"];
    assert.deepEqual([uid, status, cancellationReason], ["bk_2f8a9c3e", "cancelled", "Schedule conflict"]);
  });

  it("list what the caller can be booked for, the documented one with its address", async () => {
    const found = answers["lists event types"].find(({ id }: { id: number }) => id === 42);
    assert.match(found.link, /\/sarahj\/consultation$/);
    const slots = await installation.send(
      "GET",
      "/api/extension/slots?eventTypeId=42&start=2026-02-26&end=2026-02-26&timeZone=America/Chicago",
      { key },
    );
    assert.deepEqual(Object.keys(slots.body.data.slots), ["2026-02-26"]);
    const byName = await installation.send(
      "GET",
      "/api/slots?username=sarahj&slug=consultation&start=2026-02-26&end=2026-02-26",
    );
    assert.equal(byName.status, 200, byName.text);
  });
});
