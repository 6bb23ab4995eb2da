import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readConfig } from "./config.ts";
import { buildPorts } from "./ports.ts";

describe("outside services", () => {
  it("are sandboxes until their clients are set, one by one", () => {
    const modes = (settings: Record<string, string>) => {
      const { google, microsoft, zoom } = buildPorts(readConfig(settings));
      return [google.mode, microsoft.mode, zoom.mode];
    };
    assert.deepEqual(modes({}), ["sandbox", "sandbox", "sandbox"]);
    assert.deepEqual(modes({ ZOOM_CLIENT_ID: "id", ZOOM_CLIENT_SECRET: "secret" }), ["sandbox", "sandbox", "live"]);
    const both = { GOOGLE_CLIENT_ID: "id", GOOGLE_CLIENT_SECRET: "secret" };
    const all = { ...both, MICROSOFT_CLIENT_ID: "id", MICROSOFT_CLIENT_SECRET: "secret" };
    assert.deepEqual(modes(all), ["live", "live", "sandbox"]);
  });

  it("ask for a client's id and secret together", () => {
    assert.throws(
      () => readConfig({ GOOGLE_CLIENT_ID: "id" }),
      /GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET belong together/,
    );
  });

  it("send people to the vendors, with what was asked of whom", () => {
    const clients = ["GOOGLE", "MICROSOFT", "ZOOM"].flatMap((service) => [
      [`${service}_CLIENT_ID`, "our-client"],
      [`${service}_CLIENT_SECRET`, "hush"],
    ]);
    const { google, microsoft, zoom } = buildPorts(readConfig(Object.fromEntries(clients)));
    const request = { state: "s", redirectUri: "https://booking.example.com/api/calendars/callback" };
    const addresses = [google, microsoft, zoom].map((port) => port.authorizeUrl!(request));
    assert.deepEqual(
      addresses.map((address) => address.split("?")[0]),
      [
        "https://accounts.google.com/o/oauth2/v2/auth",
        "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
        "https://zoom.us/oauth/authorize",
      ],
    );
    for (const address of addresses) {
      assert.equal(new URL(address).searchParams.get("client_id"), "our-client");
      assert.doesNotMatch(address, /hush/);
    }
  });
});
