import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { openTestInstallation, type TestBusiness, type TestInstallation } from "../../../test/support/installation.ts";
import { formOf, type Reader, readerOf, wordsOf } from "./reader.test-support.ts";

// A salon in Los Angeles, open Monday to Friday 9 to 17. Its clock stands at Monday 1 March 2027, 8:00 there.
const monday = Date.parse("2027-03-01T16:00:00Z");

describe("a customer's pages", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  let reader: Reader;
  before(async () => {
    installation = await openTestInstallation({ settings: { CLOCK: "virtual" } });
    installation.app.services.clock!.setOffset(monday - Date.now());
    salon = await installation.business({ name: "Sarah's Salon", subdomain: "sarahssalon" });
    reader = readerOf(installation);
  });
  after(() => installation.close());

  const service = async (draft: object = {}, of = salon) =>
    (await of.call("POST", "/api/services/services", { name: "Haircut", duration: 30, price: 3500, ...draft })).body;
  const book = async (startTime: string, { of = salon, ...draft }: any = {}) => {
    const { id } = draft.serviceId ? { id: draft.serviceId } : await service({ slug: undefined }, of);
    const body = {
      subdomain: of.subdomain,
      serviceId: id,
      startTime,
      name: "Emily Chen",
      email: "emily@example.com",
      ...draft,
    };
    const answer = await installation.send("POST", "/api/services/book", { body });
    assert.equal(answer.status, 201, answer.text);
    return answer.body as { id: number; uid: string; startTime: string };
  };
  const stored = async (id: number, of = salon) => (await of.call("GET", `/api/services/appointments?id=${id}`)).body;
  const settings = (of: TestBusiness, body: object) => of.call("PATCH", "/api/services/company-settings", body);

  describe("of an appointment", () => {
    it("show what, when in whose zone, where, with whom and for how much", async () => {
      await settings(salon, { address: "214 Congress Street", phone: "+1 512 555 0100" });
      const { uid } = await book("2027-03-02T18:00:00Z", { timeZone: "America/New_York", notes: "Left <side>\nfirst" });
      const page = await reader.open(`/appointments/${uid}`);
      assert.equal(page.status, 200);
      assert.equal(page.title, "Your appointment is booked · Sarah's Salon");
      assert.match(
        wordsOf(page),
        /Service Haircut When Tuesday, March 2, 2027, 1:00 PM – 1:30 PM \(New York time\) With Owner of Sarah's Salon Where 214 Congress Street Price \$35\.00 Status Confirmed Note Left <side> first/,
      );
      assert.ok(page.text.includes("Left &lt;side&gt;<br>first"));
      const [, file] = /href="([^"]+calendar\?uid=[^"]+)"/.exec(page.text)!;
      assert.match((await installation.send("GET", file!)).text, /^BEGIN:VCALENDAR/);
    });

    it("do not tell who it is for: whoever books with somebody's number gets a handle too", async () => {
      const { uid } = await book("2027-03-02T19:00:00Z", { name: "Emily Chen", phone: "+1 415 555 0177" });
      const known = await book("2027-03-02T20:00:00Z", {
        name: "Emily Chen",
        phone: "+1 415 555 0177",
        email: undefined,
      });
      for (const handle of [uid, known.uid])
        assert.equal(/emily/i.test(wordsOf(await reader.open(`/appointments/${handle}?new=1`))), false);
    });

    it("cancel it after asking once more, with a reason", async () => {
      const { id, uid } = await book("2027-03-03T18:00:00Z");
      const page = await reader.open(`/appointments/${uid}`);
      assert.ok(page.text.includes(`href="/appointments/${uid}/cancel"`));
      const asking = await reader.open(`/appointments/${uid}/cancel`);
      assert.match(wordsOf(asking), /Cancel this appointment\? Haircut Wednesday, March 3/);
      assert.equal((await stored(id)).status, "approved");
      const done = await reader.send(asking, `/appointments/${uid}/cancel`, { reason: "Ill, <sorry>" });
      assert.equal(done.url, `/appointments/${uid}`);
      assert.match(wordsOf(done), /Your appointment is cancelled .* Reason Ill, <sorry>/);
      const { status, cancellationReason, canceledBy } = await stored(id);
      assert.deepEqual([status, cancellationReason, canceledBy], ["canceled", "Ill, <sorry>", "customer"]);
      // Nothing left to do but to book anew; and doing it twice is no error.
      assert.equal(done.forms.length, 0);
      assert.match((await reader.send(asking, `/appointments/${uid}/cancel`)).text, /is cancelled/);
    });

    it("move it to another open time of the same person, by day", async () => {
      const { id, uid } = await book("2027-03-04T18:00:00Z");
      const page = await reader.open(`/appointments/${uid}/reschedule`);
      assert.match(wordsOf(page), /Thursday, March 4, 2027, 10:00 AM – 10:30 AM .* Monday, March 1 .* Friday, March 5/);
      const { choices } = formOf(page, `/appointments/${uid}/reschedule`);
      assert.equal(choices.time!.includes("2027-03-04T18:00:00Z"), false);
      const moved = await reader.send(page, `/appointments/${uid}/reschedule`, { time: "2027-03-05T17:30:00Z" });
      assert.equal(moved.url, `/appointments/${uid}?moved=1`);
      assert.match(wordsOf(moved), /Moved to Friday, March 5, 2027, 9:30 AM \(Los Angeles time\)\./);
      assert.equal((await stored(id)).startTime, "2027-03-05T17:30:00Z");
      const [, later] = /href="([^"]+\?from=[\d-]+)"/.exec(page.text)!;
      assert.match(wordsOf(await reader.open(later!)), /Monday, March 8 .* Earlier times/);
    });

    it("offer other times when the new one was taken meanwhile, and leave it where it was", async () => {
      const { serviceId } = { serviceId: (await service()).id };
      const { id, uid } = await book("2027-03-09T18:00:00Z", { serviceId });
      const page = await reader.open(`/appointments/${uid}/reschedule`);
      await book("2027-03-10T18:00:00Z", { serviceId, email: "quick@example.com" });
      const lost = await reader.send(page, `/appointments/${uid}/reschedule`, { time: "2027-03-10T18:00:00Z" });
      assert.equal(lost.status, 409);
      assert.match(wordsOf(lost), /has just been taken, and your appointment is where it was/);
      assert.equal((await stored(id)).startTime, "2027-03-09T18:00:00Z");
      const { choices } = formOf(lost, `/appointments/${uid}/reschedule`);
      const moved = await reader.send(lost, `/appointments/${uid}/reschedule`, { time: choices.time![0]! });
      assert.match(wordsOf(moved), /Moved to/);
      const none = await reader.send(page, `/appointments/${uid}/reschedule`);
      assert.equal(none.status, 422);
      assert.match(wordsOf(none), /Please choose a time\./);
    });

    it("move all of a visit, or one of its services alone", async () => {
      const services = [{ serviceId: (await service()).id }, { serviceId: (await service({ name: "Beard trim" })).id }];
      const { body } = await installation.send("POST", "/api/services/visits", {
        body: {
          ...{ subdomain: salon.subdomain, services, startTime: "2027-03-22T17:00:00Z" },
          ...{ name: "Emily Chen", email: "emily@example.com" },
        },
      });
      const [{ uid }, second] = body.appointments;
      const here = `/appointments/${uid}/reschedule`;
      const page = await reader.open(here);
      assert.match(
        wordsOf(page),
        /Haircut, Beard trim Monday, March 22, 2027, 10:00 AM – 11:00 AM .* Move only Haircut/,
      );
      await reader.send(page, here, { time: "2027-03-23T17:30:00Z" });
      const starts = async () => [
        (await stored(body.appointments[0].id)).startTime,
        (await stored(second.id)).startTime,
      ];
      assert.deepEqual(await starts(), ["2027-03-23T17:30:00Z", "2027-03-23T18:00:00Z"]);
      const alone = await reader.open(`${here}?scope=one`);
      assert.match(wordsOf(alone), /Haircut Tuesday, March 23, 2027, 10:30 AM – 11:00 AM/);
      await reader.send(alone, here, { time: "2027-03-23T17:00:00Z" });
      assert.deepEqual(await starts(), ["2027-03-23T17:00:00Z", "2027-03-23T18:00:00Z"]);
    });

    it("say so where the business does not allow it, or it is too late", async () => {
      const strict = await installation.business({ subdomain: "strict" });
      await settings(strict, { cancellationNotice: 120 });
      const { id, uid } = await book("2027-03-01T18:30:00Z", { of: strict });
      assert.match(
        wordsOf(await reader.open(`/appointments/${uid}`)),
        /here until Monday, March 1, 2027, 8:30 AM \(Los/,
      );
      const asking = await reader.open(`/appointments/${uid}/cancel`);
      await settings(strict, { cancellationNotice: 1440 });
      const refused = await reader.send(asking, `/appointments/${uid}/cancel`);
      assert.equal(refused.status, 409);
      assert.match(wordsOf(refused), /Things have changed meanwhile.*can no longer be moved or cancelled on this page/);
      const moving = await reader.post(`/appointments/${uid}/reschedule`, "time=2027-03-05T18:00:00Z");
      assert.equal(moving.status, 422);
      await settings(strict, { cancellationNotice: 0, allowOnlineCancellation: false });
      const page = await reader.open(`/appointments/${uid}`);
      assert.deepEqual([page.text.includes("/reschedule"), page.text.includes("/cancel")], [true, false]);
      assert.equal((await stored(id, strict)).status, "approved");
    });

    it("are in the language of the appointment", async () => {
      const { uid } = await book("2027-03-02T21:00:00Z", { language: "pt-BR" });
      const page = await reader.open(`/appointments/${uid}`, { "accept-language": "de" });
      assert.match(page.text, /<html lang="pt">/);
      assert.match(wordsOf(page), /Situação Confirmado/);
    });

    it("are those of a seat, in a group session", async () => {
      const { id: serviceId } = await service({ enableGroupBooking: true, maxCapacity: 6 });
      const one = await book("2027-03-11T18:00:00Z", { serviceId });
      const two = await book("2027-03-11T18:00:00Z", { serviceId, email: "james@example.com", name: "James" });
      const asking = await reader.open(`/appointments/${one.uid}/cancel`);
      const done = await reader.send(asking, `/appointments/${one.uid}/cancel`);
      assert.match(wordsOf(done), /Your appointment is cancelled/);
      const page = await reader.open(`/appointments/${two.uid}/reschedule`);
      const moved = await reader.send(page, `/appointments/${two.uid}/reschedule`, { time: "2027-03-12T18:00:00Z" });
      assert.match(wordsOf(moved), /Moved to Friday, March 12/);
    });

    it("are not there for a handle that nobody has", async () => {
      const { uid } = await book("2027-03-02T22:00:00Z");
      const unknown = uid.replace(/_.{4}/, "_AAAA");
      for (const url of [
        `/appointments/${unknown}`,
        `/appointments/${unknown}/cancel`,
        "/appointments/x",
        "/review?uid=x",
      ])
        assert.equal((await reader.open(url)).status, 404, url);
      assert.equal((await reader.post(`/appointments/${unknown}/cancel`, "")).status, 404);
    });
  });

  describe("after a visit", () => {
    const completed = async (startTime: string) => {
      const made = await book(startTime);
      await salon.call("PATCH", `/api/services/appointments?id=${made.id}`, { status: "completed" });
      return made;
    };

    it("take one to five and a few words, once", async () => {
      const { uid } = await completed("2027-03-15T18:00:00Z");
      const own = await reader.open(`/appointments/${uid}`);
      const page = await reader.open(/href="(\/review[^"]+)"/.exec(own.text)![1]!);
      assert.match(
        wordsOf(page),
        /How was your visit to Sarah's Salon\? Haircut .* may publish your review with your name/,
      );
      const half = await reader.send(page, "/review", { comment: "Kind <3" });
      assert.equal(half.status, 422);
      assert.match(wordsOf(half), /Please choose one to five\./);
      assert.equal(formOf(half, "/review").values.comment, "Kind <3");
      const sent = await reader.send(half, "/review", { rating: "4" });
      assert.match(wordsOf(sent), /Thank you Your review has reached Sarah's Salon/);
      const [review] = (await salon.call("GET", "/api/services/reviews")).body;
      assert.deepEqual([review.rating, review.comment, review.source], [4, "Kind <3", "customer"]);
      const again = await reader.send(page, "/review", { rating: "1" });
      assert.equal(again.status, 409);
      assert.match(wordsOf(again), /You have reviewed this appointment already/);
    });

    it("wait until it has taken place", async () => {
      const { uid } = await book("2027-03-16T18:00:00Z");
      const page = await reader.open(`/review?uid=${uid}`);
      assert.match(wordsOf(page), /can be reviewed once it is completed/);
      assert.equal(page.forms.length, 0);
    });
  });

  describe("about a request, for staff", () => {
    const request = async (startTime: string) => {
      const { id: serviceId } = await service({ requiresConfirmation: true });
      const made = await book(startTime, { serviceId });
      const token = installation.app.services.secrets.mac(`confirm-appointment:${made.uid}`);
      return { ...made, address: `/confirm-appointment?uid=${made.uid}&token=${token}` };
    };

    it("show it and approve it with a button", async () => {
      const { id, address } = await request("2027-03-17T18:00:00Z");
      const page = await reader.open(address);
      assert.match(wordsOf(page), /Approve this request\? Emily Chen would like .* Email address emily@example\.com/);
      assert.equal((await stored(id)).status, "pending");
      const done = await reader.send(page, "/confirm-appointment");
      assert.match(wordsOf(done), /Approved The appointment is confirmed/);
      assert.equal((await stored(id)).status, "approved");
      const later = await reader.open(address);
      assert.match(wordsOf(later), /Confirmed Customer Emily Chen .* Status Confirmed/);
      assert.equal(later.forms.length, 0);
    });

    it("do nothing and show nobody without the token from the mail", async () => {
      const { id, uid } = await request("2027-03-18T18:00:00Z");
      for (const token of ["", "wrong", "é".repeat(43)]) {
        const page = await reader.open(`/confirm-appointment?${new URLSearchParams({ uid, token })}`);
        assert.equal(page.status, 403);
        assert.match(wordsOf(page), /This link is not complete/);
        assert.equal(/emily/i.test(page.text), false);
        assert.equal(
          (await reader.post("/confirm-appointment", String(new URLSearchParams({ uid, token })))).status,
          403,
        );
      }
      assert.equal((await stored(id)).status, "pending");
    });

    it("show a group session too, which has no customer of its own", async () => {
      const { id: serviceId } = await service({ enableGroupBooking: true, maxCapacity: 6, requiresConfirmation: true });
      const { id } = await book("2027-03-22T17:00:00Z", { serviceId });
      await book("2027-03-22T17:00:00Z", { serviceId, email: "james@example.com", name: "James" });
      const { uid } = await stored(id);
      const token = installation.app.services.secrets.mac(`confirm-appointment:${uid}`);
      const page = await reader.open(`/confirm-appointment?uid=${uid}&token=${token}`);
      assert.match(wordsOf(page), /Approve this request\? .* Customer Emily Chen, James Service Haircut/);
      assert.match(wordsOf(await reader.send(page, "/confirm-appointment")), /Approved .* Status Confirmed/);
    });

    it("say how things stand when it was decided meanwhile", async () => {
      const { id, uid, address } = await request("2027-03-19T18:00:00Z");
      const page = await reader.open(address);
      await salon.call("PATCH", `/api/services/appointments?id=${id}`, { status: "rejected" });
      const late = await reader.send(page, "/confirm-appointment");
      assert.deepEqual([late.status, late.title], [409, "Declined · Sarah's Salon"]);
      assert.match(wordsOf(await reader.open(`/appointments/${uid}`)), /Your request could not be accepted/);
    });
  });
});
