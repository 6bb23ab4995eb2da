import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import { sql } from "kysely";
import type { TestInstallation } from "../../../test/support/installation.ts";
import {
  type Browser,
  newOwner,
  openAccountsInstallation,
  password,
} from "../../domain/accounts/browser.test-support.ts";
import { openReceiver, type Receiver } from "../../domain/events/webhooks/receiver.test-support.ts";
import { formOf, type Reader, readerOf, type Sheet, wordsOf } from "./reader.test-support.ts";

const calendars = "/settings/calendars";
const webhooks = "/settings/webhooks";

describe("what members look after in a browser without scripts", () => {
  let installation: TestInstallation;
  let owner: Browser;
  let reader: Reader;
  let feed: Server;
  let root: string;
  let receiver: Receiver;
  before(async () => {
    const file = ["BEGIN:VCALENDAR", "VERSION:2.0", "X-WR-CALNAME:Private <me>", "END:VCALENDAR", ""].join("\r\n");
    feed = createServer((_request, response) => response.end(file));
    await new Promise<void>((resolve) => feed.listen(0, "127.0.0.1", resolve));
    root = `http://127.0.0.1:${(feed.address() as AddressInfo).port}`;
    receiver = await openReceiver();
    installation = await openAccountsInstallation({ WEBHOOK_ALLOW_PRIVATE: "true" });
    owner = await newOwner(installation, "sarah@example.com");
    reader = readerOf(installation);
  });
  after(async () => {
    await installation.close();
    await receiver.close();
    feed.closeAllConnections();
    feed.close();
  });

  const data = async (path: string) => (await owner.get(path)).body.data;
  /** Sends a form and looks again when what it began is done. */
  const send = async (sheet: Sheet, action: string, values: Record<string, string> = {}) => {
    const told = await reader.send(sheet, action, values);
    await installation.drain();
    return told;
  };

  it("is reached from a mail's link by signing in, which leads back", async () => {
    for (const page of [calendars, webhooks]) {
      const stranger = readerOf(installation);
      const signIn = await stranger.open(page);
      assert.match(signIn.url, /^\/sign-in\?next=/);
      const wrong = await stranger.send(signIn, "/sign-in", { email: "sarah@example.com", password: "not this one" });
      assert.equal((await stranger.send(wrong, "/sign-in", { email: "sarah@example.com", password })).url, page);
    }
    const elsewhere = await readerOf(installation).open("/sign-in?next=https://example.com");
    const account = await reader.send(elsewhere, "/sign-in", { email: "sarah@example.com", password });
    assert.equal(account.url, "/account");
    assert.match(account.text, new RegExp(`href="${calendars}".*href="${webhooks}"`, "s"));
  });

  it("leads back into the dashboard, and to no other address that a link asks for", async () => {
    const landed = async (next: string) => {
      const { values } = formOf(
        await readerOf(installation).open(`/sign-in?next=${encodeURIComponent(next)}`),
        "/sign-in",
      );
      const { headers } = await installation.server.inject({
        method: "POST",
        url: "/sign-in",
        headers: { "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin" },
        payload: String(new URLSearchParams({ ...values, email: "sarah@example.com", password })),
      });
      return headers.location;
    };
    for (const [next, place] of [
      ["/app/appointments?id=1166&tab=a b#top", "/app/appointments?id=1166&tab=a%20b#top"],
      ["app", "/app"],
      ["https://example.com/app/", "/app"],
      ["//example.com/app/", "/app"],
      ["/\\example.com/app/", "/app"],
      ["/app/../../sign-out", "/app"],
      ["/app/%2e%2e/account", "/app"],
      ["/app\\..\\account", "/app"],
      ["/apps", "/app"],
      ["/app@example.com", "/app"],
      ["/app/\r\nset-cookie: a=b", "/app/set-cookie:%20a=b"],
      ["javascript:alert(1)", "/app"],
      ["\t//example.com", "/app"],
    ])
      assert.equal(await landed(next!), place, next);
  });

  it("does nothing for whoever is not signed in, nor for another site", async () => {
    const away = await readerOf(installation).post(`${calendars}/feed`, "");
    assert.equal(away.url, "/sign-in?next=calendars");
    const foreign = await reader.post(`${calendars}/feed`, "", { "sec-fetch-site": "cross-site" });
    assert.equal(foreign.status, 403);
    assert.equal((await owner.get("/api/calendars/feed")).body.data.url, null);
  });

  it("connects a feed, says how it fares, and disconnects it", async () => {
    const page = await reader.open(calendars);
    assert.match(wordsOf(page), /No calendar is connected yet/);
    const wrong = await reader.send(page, `${calendars}/connect`, { feed: "my calendar" });
    assert.equal(wrong.status, 422);
    assert.match(wordsOf(wrong), /This is not the address of a feed/);
    assert.equal(formOf(wrong, `${calendars}/connect`).values.feed, "my calendar");
    const told = await send(wrong, `${calendars}/connect`, { feed: `${root}/secret.ics` });
    assert.match(wordsOf(told), /The calendar is being connected/);
    const shown = await reader.open(calendars);
    assert.match(wordsOf(shown), /Calendar feed · 127\.0\.0\.1:\d+ Status Working .*Private <me> Last read \w+day/);
    assert.doesNotMatch(shown.text, /secret\.ics/);

    await send(shown, `${calendars}/choose`, { busy: "" });
    assert.equal((await data("/api/calendars"))[0].calendars[0].isBusy, false);
    assert.match(wordsOf(await send(shown, `${calendars}/sync`)), /The calendars are being read/);
    assert.match(wordsOf(await send(shown, `${calendars}/disconnect`)), /The calendar is disconnected/);
    assert.deepEqual(await data("/api/calendars"), []);
  });

  it("says what is wrong with a CalDAV account, and never shows its password again", async () => {
    const typed = "provider=caldav&server=nowhere&username=sarah&password=harbour";
    const wrong = await reader.post(`${calendars}/connect`, typed);
    assert.equal(wrong.status, 422);
    assert.match(wordsOf(wrong), /This is not the address of a server/);
    assert.doesNotMatch(wrong.text, /harbour/);
    const told = await reader.post(`${calendars}/connect`, typed.replace("nowhere", encodeURIComponent(root)));
    assert.equal(told.status, 200, wordsOf(told));
    await installation.drain();
    const shown = await reader.open(calendars);
    assert.match(wordsOf(shown), /CalDAV · sarah \(127\.0\.0\.1:\d+\) Status Not working\. .*Problem/);
    await send(shown, `${calendars}/disconnect`);
  });

  it("connects an account by way of its provider, chooses, and answers what is asked about a booking", async () => {
    const onward = await reader.post(`${calendars}/authorize`, "provider=google");
    const link = /class="button first" href="([^"]+)"/.exec(onward.text)![1]!.replaceAll("&amp;", "&");
    assert.match(wordsOf(onward), /Continue to Google/);
    const { pathname, search } = new URL(link);
    await reader.open(pathname + search);
    await installation.drain();
    const shown = await reader.open(calendars);
    assert.match(wordsOf(shown), /Google · .*A made-up account.*Bookings are written here/);
    const form = formOf(shown, `${calendars}/choose`);
    assert.equal(form.values.target, "true");
    const change = `change-${form.values.calendar}`;
    assert.deepEqual(form.choices[change], ["cancel", "ask", "ignore"]);
    await send(shown, `${calendars}/choose`, { [change]: "ask" });
    assert.equal((await data("/api/calendars"))[0].calendars[0].onExternalChange, "ask");

    const uid = await bookedMeeting();
    const businessId = (await data("/api/account/me")).business.id;
    const [entry] = await data("/api/calendars/entries");
    await installation.asSystem(businessId, async ({ db }) => {
      await sql`update calendar_entries set state = 'asked', outside = '{"kind": "deleted"}'
        where business_id = ${businessId} and id = ${entry.id}`.execute(db);
    });
    const asked = await reader.open(calendars);
    assert.match(wordsOf(asked), /Waiting for your answer .*Its event was deleted\. Cancel the booking/);
    assert.match(wordsOf(await send(asked, `${calendars}/answer`, { answer: "accept" })), /Your answer is carried out/);
    assert.equal((await data(`/api/bookings/${uid}`)).status, "cancelled");
    assert.doesNotMatch(wordsOf(await reader.open(calendars)), /Waiting for your answer/);
    assert.equal((await reader.send(asked, `${calendars}/answer`, { answer: "accept" })).status, 404, "it is gone");
  });

  async function bookedMeeting(): Promise<string> {
    const [{ id }] = await data("/api/event-types");
    const day = (days: number) => new Date(installation.app.clock.now() + days * 86_400_000).toISOString().slice(0, 10);
    const { slots } = await data(`/api/slots?eventTypeId=${id}&start=${day(3)}&end=${day(8)}`);
    const [{ start }] = Object.values(slots).flat() as [{ start: string }];
    const responses = { name: "Maria Garcia", email: "maria@example.com" };
    const booked = await owner.post("/api/book/event", { eventTypeId: id, start, timeZone: "UTC", responses });
    assert.equal(booked.status, 201, booked.text);
    await installation.drain();
    return booked.body.data.uid;
  }

  it("makes a secret address of one's own bookings, renews it and ends it", async () => {
    const made = await reader.send(await reader.open(calendars), `${calendars}/feed`);
    const address = async () => (await data("/api/calendars/feed")).url as string;
    const first = await address();
    assert.ok(wordsOf(made).includes(first));
    const renewed = await reader.send(made, `${calendars}/feed`);
    assert.ok(!renewed.text.includes(first) && renewed.text.includes(await address()));
    assert.match(wordsOf(await reader.send(renewed, `${calendars}/feed/end`)), /There is no secret address yet/);
  });

  it("shows webhooks with what was sent, why one is off, and what can be done about it", async () => {
    assert.match(wordsOf(await reader.open(webhooks)), /There are no webhooks/);
    const draft = { subscriberUrl: receiver.url, eventTriggers: ["BOOKING_CREATED"] };
    const { body, text, status } = await owner.post("/api/webhooks", draft);
    assert.equal(status, 201, text);
    receiver.answers(() => 410);
    await owner.post(`/api/webhooks/${body.data.id}/test`, {});
    await installation.drain();
    await bookedMeeting();
    await waitFor(async () => !(await data("/api/webhooks"))[0].active);
    const off = await reader.open(webhooks);
    assert.match(wordsOf(off), /Switched off because it did not work: Its receiver answered 410.*Did not arrive/);
    assert.ok(!off.forms.some(({ action }) => action === `${webhooks}/replay`), "nothing is sent by what is off");

    receiver.answers(() => 204);
    const on = await reader.send(off, `${webhooks}/activate`, {});
    assert.match(wordsOf(on), /The webhook is switched on again\. .*Status Active/);
    assert.match(wordsOf(await reader.send(on, `${webhooks}/replay`)), /The delivery is sent again/);
    await waitFor(async () => (await data("/api/webhooks/deliveries"))[0].status === "delivered");
    const arrived = await reader.open(webhooks);
    assert.match(wordsOf(arrived), /BOOKING_CREATED .*Arrived · Attempts: 1 · Answer: 204/);
    assert.match(wordsOf(await reader.send(arrived, `${webhooks}/replay-all`)), /Deliveries that are sent again: \d/);
    assert.match(wordsOf(await reader.send(arrived, `${webhooks}/delete`)), /The webhook is deleted.*no webhooks/);

    await owner.post("/api/zapier/hooks", { target_url: receiver.url, event: "OOO_CREATED" });
    const hooked = await reader.open(webhooks);
    assert.match(wordsOf(hooked), /OOO_CREATED Subscribed through an app by \w+/);
    assert.match(wordsOf(await reader.send(hooked, `${webhooks}/delete`)), /no webhooks/);
  });

  it("speaks the member's language", async () => {
    await owner.call("PATCH", "/api/account/me", { language: "fr" });
    const french = await reader.open(calendars, { "accept-language": "" });
    assert.match(wordsOf(french), /Vos agendas/);
    assert.match(french.text, /<html lang="fr">/);
  });
});

async function waitFor(isDone: () => Promise<boolean>) {
  for (let left = 100; left > 0; left--) {
    if (await isDone()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail("It did not come about");
}
