import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import ICAL from "ical.js";
import { mailsTo, newOwner, openAccountsInstallation } from "../src/domain/accounts/browser.test-support.ts";
import type { TestInstallation } from "./support/installation.ts";

// From signing up to a cancelled booking, as somebody new goes: each step is followed by mail, webhook and calendar feed.

describe("somebody new", () => {
  let installation: TestInstallation;
  let receiver: Server;
  let hookUrl: string;
  const hooks: { triggerEvent: string; payload: any }[] = [];
  before(async () => {
    installation = await openAccountsInstallation({ WEBHOOK_ALLOW_PRIVATE: "true" });
    receiver = createServer(async (request, response) => {
      let body = "";
      for await (const part of request) body += part;
      hooks.push(JSON.parse(body));
      response.writeHead(204).end();
    });
    await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
    hookUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  });
  after(async () => {
    receiver.closeAllConnections();
    receiver.close();
    await installation.close();
  });

  it("signs up, can be booked at once, and sees mail, webhook and calendar follow each step", async () => {
    const owner = await newOwner(installation, "ada@example.com", { name: "Ada Byron", timeZone: "Europe/London" });
    const me = (await owner.get("/api/me")).body.data;
    const types = (await owner.get("/api/event-types")).body.data;
    const [schedule] = (await owner.get("/api/schedules")).body.data;
    assert.deepEqual([me.username, types.length > 0, schedule.isDefault], ["ada-byron", true, true]);
    const type = types.find(({ slug }: { slug: string }) => slug === "30min");
    assert.equal(
      (
        await owner.post("/api/webhooks", {
          subscriberUrl: hookUrl,
          eventTriggers: ["BOOKING_CREATED", "BOOKING_RESCHEDULED", "BOOKING_CANCELLED"],
        })
      ).status,
      201,
    );
    const feed = (await owner.post("/api/calendars/feed", {})).body.data;

    const visit = (method: string, path: string, body?: unknown) => installation.send(method, path, { body });
    const { slots } = (await visit("GET", `/api/slots?username=${me.username}&slug=30min&timeZone=Europe/Paris`)).body
      .data;
    const [first, second] = Object.values(slots as Record<string, { start: string }[]>).flat();
    const guest = { name: "Gus Guest", email: "gus@example.com" };
    const booked = await visit("POST", "/api/book/event", {
      eventTypeId: type.id,
      start: first!.start,
      timeZone: "Europe/Paris",
      language: "fr",
      responses: guest,
    });
    assert.equal(booked.status, 201, booked.text);
    const { uid } = booked.body.data;

    /** What has come of it so far: the guest's mails and the host's, the webhook's triggers, and the feed's entry. */
    const followed = async () => {
      const [guestMails, hostMails] = [
        await mailsTo(installation, guest.email, me.business.id),
        await mailsTo(installation, "ada@example.com", me.business.id),
      ];
      for (let wait = 0; wait < 100 && hooks.length < guestMails.length; wait++)
        await new Promise((resolve) => setTimeout(resolve, 20));
      const { text } = await visit("GET", new URL(feed.url).pathname);
      const events = new ICAL.Component(ICAL.parse(text))
        .getAllSubcomponents("vevent")
        .map((one) => new ICAL.Event(one));
      const starts = events
        .filter((event) => event.component.getFirstPropertyValue("status") !== "CANCELLED")
        .map((event) => event.startDate.toJSDate().toISOString().replace(".000Z", "Z"));
      return {
        guestMails: guestMails.length,
        hostMails: hostMails.length,
        triggers: hooks.map(({ triggerEvent }) => triggerEvent),
        starts,
      };
    };
    assert.deepEqual(await followed(), {
      guestMails: 1,
      hostMails: 1,
      triggers: ["BOOKING_CREATED"],
      starts: [first!.start],
    });

    const moved = await visit("POST", `/api/bookings/${uid}/reschedule`, { start: second!.start });
    assert.equal(moved.status, 200, moved.text);
    assert.deepEqual(await followed(), {
      guestMails: 2,
      hostMails: 2,
      triggers: ["BOOKING_CREATED", "BOOKING_RESCHEDULED"],
      starts: [second!.start],
    });

    assert.equal((await visit("POST", "/api/cancel", { uid, reason: "Ill" })).status, 200);
    assert.deepEqual(await followed(), {
      guestMails: 3,
      hostMails: 3,
      triggers: ["BOOKING_CREATED", "BOOKING_RESCHEDULED", "BOOKING_CANCELLED"],
      starts: [],
    });
    assert.ok(
      hooks.every(({ payload }) => payload.uid === uid),
      "one uid throughout",
    );
  });
});
