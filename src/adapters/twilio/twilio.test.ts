import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { accountSid, authToken, loopback } from "./loopback.ts";
import { twilioSms } from "./twilio.ts";

describe("text messages through Twilio", () => {
  let twilio: Awaited<ReturnType<typeof loopback>>;
  before(async () => {
    twilio = await loopback();
  });
  after(() => twilio.close());
  const port = (more: object = {}) =>
    twilioSms({ accountSid, authToken, from: "+15005550006", apiUrl: twilio.url, ...more });
  const sms = (more: object = {}) => ({ to: "+14155550100", text: "Bis 10:00 Uhr – Grüße", from: null, ...more });

  it("go out from the account's number, its messaging service, or under a name", async () => {
    const service = `MG${"a".repeat(32)}`;
    assert.deepEqual(await port().send(sms()), { providerId: `SM${"0".repeat(31)}1` });
    await port({ from: service }).send(sms());
    await port().send(sms({ from: "Salon" }));
    const shared = { To: "+14155550100", Body: "Bis 10:00 Uhr – Grüße" };
    assert.deepEqual(twilio.received, [
      { ...shared, From: "+15005550006" },
      { ...shared, MessagingServiceSid: service },
      { ...shared, From: "Salon" },
    ]);
  });

  it("are refused for good where the number is wrong, and for now where Twilio is busy, away, or does not know us", async () => {
    const refusals: [send: () => Promise<unknown>, permanent: boolean, message: RegExp][] = [
      [() => port().send(sms({ to: "+15005550001" })), true, /400 \(21211\): Invalid 'To' Phone Number/],
      [() => port().send(sms({ to: "+15005550429" })), false, /429/],
      [() => port({ authToken: "wrong" }).send(sms()), false, /401 \(20003\)/],
      [() => port({ apiUrl: "http://127.0.0.1:1" }).send(sms()), false, /could not be reached/],
    ];
    for (const [send, permanent, message] of refusals)
      await assert.rejects(send, { name: "SmsRefused", permanent, message });
  });
});
