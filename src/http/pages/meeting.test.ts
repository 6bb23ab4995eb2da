import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { uidOfEntry } from "../../../test/support/installation.ts";
import { type Desk, openDesk } from "../../domain/scheduling/bookings/desk.test-support.ts";
import { formOf, type Reader, readerOf, wordsOf } from "./reader.test-support.ts";

// A person in Los Angeles, open Monday to Friday 9 to 17. Their clock stands at Monday 5 March 2035, 8:00 there.
const at = (time: string, day = "06") => `2035-03-${day}T${time}:00Z`;

describe("booking a meeting in a browser without scripts", () => {
  let desk: Desk;
  let reader: Reader;
  let home: string;
  before(async () => {
    desk = await openDesk();
    reader = readerOf(desk.installation);
    const { body } = await desk.business.call("GET", "/api/event-types");
    home = new URL(body.data[0].link).pathname.split("/").slice(0, -1).join("/");
  });
  after(() => desk.close());

  const filled = { name: "Maria Garcia", email: "maria@example.com" };
  /** From the times of an event type to its form, for one start. */
  const choose = async (path: string, time: string, more: Record<string, string> = {}) =>
    reader.send(await reader.open(path), `${path}/book`, { time, ...more });
  const bookings = async () =>
    (await desk.business.call("GET", "/api/bookings?limit=100&sort=-startTime")).body.data as any[];

  it("leads from a person to a confirmed booking, and to its cancellation", async () => {
    const { slug } = await desk.eventType({ title: "First talk", description: "Half an hour\nfor us" });
    const person = await reader.open(home);
    assert.equal(person.status, 200);
    assert.match(wordsOf(person), /First talk 30 minutes · Free of charge Half an hour for us Choose a time/);

    const path = `${home}/${slug}`;
    const times = await reader.open(path);
    assert.match(wordsOf(times), /Times on Monday, March 5 9:00 AM 9:30 AM .*Times are given in Los Angeles time\./);
    const details = await reader.send(times, `${path}/book`, { time: at("18:00", "05") });
    assert.equal(details.status, 200);
    assert.match(wordsOf(details), /When Monday, March 5, 2035, 10:00 AM – 10:30 AM \(Los Angeles time\)/);
    const booked = await reader.send(details, `${path}/book`, {
      ...filled,
      notes: "See you",
      guests: "bo@example.com",
    });
    assert.match(booked.url, /^\/booking\/bk_\w+\?new=1$/);
    assert.match(wordsOf(booked), /Booked for Monday, March 5, 2035, 10:00 AM \(Los Angeles time\)\./);
    assert.match(wordsOf(booked), /Jitsi Meet https:\/\/meet\.jit\.si\/schedly-/);
    assert.match(wordsOf(booked), /Note See you/);
    const [booking] = await bookings();
    assert.deepEqual(
      [booking.startTime, booking.attendees.map(({ email }: any) => email), booking.source, booking.status],
      [at("18:00", "05"), ["maria@example.com", "bo@example.com"], "page", "accepted"],
    );

    const here = booked.url.split("?")[0]!;
    const ics = await desk.installation.send("GET", `/api/bookings/calendar?uid=${booking.uid}`);
    assert.match(ics.text, new RegExp(`UID:${uidOfEntry(booking.uid)}`));
    const asked = await reader.open(`${here}/cancel`);
    const cancelled = await reader.send(asked, `${here}/cancel`, { reason: "I am ill" });
    assert.equal(cancelled.url, here);
    assert.match(wordsOf(cancelled), /Your booking is cancelled .*Reason I am ill/);
    assert.match(cancelled.text, new RegExp(`href="[^"]*${path}"`));
    assert.equal((await bookings())[0].cancellationReason, "I am ill");
  });

  it("shows times in the viewer's zone, for the length they choose", async () => {
    const { slug } = await desk.eventType({ lengthOptions: [30, 60], slotInterval: 60 });
    const path = `${home}/${slug}`;
    const page = await reader.open(`${path}?zone=Europe%2FBerlin&length=60&day=2035-03-06`);
    const { values, choices } = formOf(page, path);
    assert.deepEqual([values.zone, values.length, values.day], ["Europe/Berlin", "60", "2035-03-06"]);
    assert.deepEqual(choices.time!.slice(0, 3), [at("23:00", "05"), at("00:00"), at("17:00")]);
    assert.match(wordsOf(page), /Times on Tuesday,? 6 March 00:00 01:00 18:00 19:00/);
    const details = await reader.send(page, `${path}/book`, { time: at("17:00") });
    assert.match(wordsOf(details), /When Tuesday,? 6 March 2035, 18:00–19:00 \(Berlin time\)/);
    const booked = await reader.send(details, `${path}/book`, filled);
    assert.match(wordsOf(booked), /18:00–19:00 \(Berlin time\)/);
    const odd = await reader.open(`${path}?zone=Nowhere&length=7`);
    assert.deepEqual([formOf(odd, path).values.zone, formOf(odd, path).values.length], ["America/Los_Angeles", "30"]);
    const locked = await desk.eventType({ lockTimeZone: true });
    const same = await reader.open(`${home}/${locked.slug}?zone=Europe%2FBerlin`);
    assert.match(wordsOf(same), /Times are given in Los Angeles time/);
    assert.equal("zone" in formOf(same, `${home}/${locked.slug}`).values, false);
  });

  it("keeps what a link to it has filled in", async () => {
    const { slug } = await desk.eventType();
    const path = `${home}/${slug}`;
    const page = await reader.open(`${path}?name=Ana&email=ana@example.com`);
    const form = await reader.send(page, `${path}/book`, { time: at("17:00", "09") });
    const { values } = formOf(form, `${path}/book`);
    assert.deepEqual([values.name, values.email], ["Ana", "ana@example.com"]);
  });

  it("asks the event type's questions, and says which answer is missing", async () => {
    const { slug } = await desk.eventType({
      locations: [{ type: "phone" }, { type: "attendeeInPerson" }],
      bookingFields: [
        {
          name: "topic",
          type: "select",
          label: "Topic",
          required: true,
          options: [
            { value: "t", label: "Taxes" },
            { value: "l", label: "Law" },
          ],
        },
        { name: "which", type: "text", label: "Which law?", required: true, showIf: { field: "topic", in: ["l"] } },
        {
          name: "days",
          type: "checkbox",
          label: "Days",
          options: [
            { value: "mo", label: "Monday" },
            { value: "tu", label: "Tuesday" },
          ],
        },
        { name: "terms", type: "boolean", label: "I accept the terms", required: true },
      ],
    });
    const path = `${home}/${slug}`;
    const form = await choose(path, at("20:00"));
    assert.match(wordsOf(form), /Which law\? Only if you answered “Law” to “Topic”\./);
    const first = { ...filled, place: "0", "q.topic": "l", "q.days.1": "tu" };
    const again = await reader.send(form, `${path}/book`, first);
    assert.equal(again.status, 422);
    for (const [name, words] of [
      ["place-phone", "Please answer: Phone number at which you can be called"],
      ["q.which", "Please answer: Which law?"],
      ["q.terms", "Please answer: I accept the terms"],
    ])
      assert.ok(again.text.includes(`<a href="#${name}">${words}`), name);
    for (const id of ["place-phone", "q.which", "q.terms"]) assert.ok(again.text.includes(`id="${id}"`), id);
    assert.match(again.text, /name="q.days.1" value="tu" checked/);
    const booked = await reader.send(again, `${path}/book`, {
      ...first,
      "place-phone": "+1 415 555 0102",
      "q.which": "Tenancy",
      "q.terms": "1",
    });
    assert.equal(booked.status, 200, wordsOf(booked));
    const { responses, location } = (await bookings()).find(({ type }) => type === slug);
    assert.deepEqual(
      [responses.topic, responses.which, responses.days, responses.terms, location.phone],
      ["l", "Tenancy", ["tu"], true, "+14155550102"],
    );
  });

  it("offers what is near when the time was just taken, and keeps what was typed", async () => {
    const { slug, id } = await desk.eventType();
    const path = `${home}/${slug}`;
    const form = await choose(path, at("21:00"));
    await desk.book(id, at("21:00"));
    const lost = await reader.send(form, `${path}/book`, { ...filled, notes: "Typed" });
    assert.equal(lost.status, 409);
    const { choices, values } = formOf(lost, `${path}/book`);
    assert.equal(choices.time!.length, 3);
    assert.equal(values.notes, "Typed");
    const booked = await reader.send(lost, `${path}/book`, { time: choices.time![0]! });
    assert.match(booked.url, /new=1$/);
    const gone = await reader.open(`${path}/book?time=${at("21:00")}`);
    assert.equal(gone.status, 409);
    assert.match(wordsOf(gone), /The time you chose is not open/);
  });

  it("moves a booking to another open time", async () => {
    const { slug } = await desk.eventType();
    const booked = await reader.send(await choose(`${home}/${slug}`, at("22:00")), `${home}/${slug}/book`, filled);
    const here = booked.url.split("?")[0]!;
    const page = await reader.open(`${here}/reschedule`);
    const moved = await reader.send(page, `${here}/reschedule`, { time: at("17:00", "07"), reason: "A train" });
    assert.equal(moved.url, `${here}?moved=1`);
    assert.match(wordsOf(moved), /Moved to Wednesday, March 7, 2035, 9:00 AM/);
    assert.equal((await bookings()).find(({ type }) => type === slug).rescheduleReason, "A train");
    const refused = await reader.send(page, `${here}/reschedule`, { time: at("03:00", "07") });
    assert.equal(refused.status, 409);
  });

  it("books a series, and cancels the rest of it", async () => {
    const { slug } = await desk.eventType({ recurringEvent: { freq: "weekly", interval: 1, count: 4 } });
    const path = `${home}/${slug}`;
    assert.match(wordsOf(await reader.open(path)), /Repeats every week, up to 4 dates/);
    const booked = await reader.send(await choose(path, at("23:00")), `${path}/book`, { ...filled, dates: "3" });
    const made = () => bookings().then((all) => all.filter(({ type }) => type === slug));
    assert.equal((await made()).length, 3);
    const here = booked.url.split("?")[0]!;
    await reader.send(await reader.open(`${here}/cancel`), `${here}/cancel`, { all: "1" });
    assert.deepEqual(new Set((await made()).map(({ status }) => status)), new Set(["cancelled"]));
  });

  it("goes on to the page that the event type names, and lets the browser follow", async () => {
    const { slug } = await desk.eventType({ successRedirectUrl: "https://thanks.example/done?a=1" });
    const path = `${home}/${slug}`;
    const form = await choose(path, at("17:00", "08"));
    assert.match(String(form.headers["content-security-policy"]), /form-action 'self' https:\/\/thanks\.example;/);
    const values = { ...formOf(form, `${path}/book`).values, ...filled };
    const { headers, statusCode } = await desk.installation.server.inject({
      method: "POST",
      url: `${path}/book`,
      payload: String(new URLSearchParams(values)),
      headers: { "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin" },
    });
    const to = new URL(String(headers.location));
    assert.deepEqual(
      [statusCode, to.origin, to.searchParams.get("a"), to.searchParams.get("email"), to.searchParams.get("startTime")],
      [303, "https://thanks.example", "1", "maria@example.com", at("17:00", "08")],
    );
    assert.match(to.searchParams.get("uid")!, /^bk_/);
  });

  it("books with a private link what is hidden, as often as the link allows", async () => {
    const { slug, id } = await desk.eventType({ hidden: true });
    const { body } = await desk.business.call("POST", "/api/private-links", { eventTypeId: id, maxUsageCount: 1 });
    const page = await reader.open(new URL(body.data.url).pathname);
    assert.equal(page.url, `/d/${body.data.link}/${slug}`);
    assert.match(String(page.headers["x-robots-tag"]), /noindex/);
    const form = await reader.send(page, `${page.url}/book`, { time: at("20:00", "08") });
    const booked = await reader.send(form, `${page.url}/book`, filled);
    assert.match(booked.url, /new=1$/, wordsOf(booked));
    const spent = await reader.open(page.url);
    assert.equal(spent.status, 409);
    assert.match(
      wordsOf(spent),
      /It has been used up or has expired\. Please ask whoever gave it to you for a new one/,
    );
  });

  it("speaks the visitor's language", async () => {
    const { slug } = await desk.eventType({ seatsPerTimeSlot: 3 });
    const path = `${home}/${slug}`;
    for (const [language, words] of [
      ["de", /Zeitzone .*freie Plätze: 3/],
      ["fr", /Fuseau horaire/],
      ["es", /Zona horaria/],
      ["pt", /Fuso horário/],
    ] as const)
      assert.match(wordsOf(await reader.open(path, { "accept-language": language })), words);
  });

  it("knows nobody by a name that nobody has, and leaves the API's addresses to the API", async () => {
    const nobody = await reader.open("/nobody-at-all");
    assert.equal(nobody.status, 404);
    assert.match(String(nobody.headers["content-type"]), /text\/html/);
    for (const url of ["/api/nothing", "/robots.txt", "/favicon.ico", "/api"]) {
      const { status, headers } = await reader.open(url);
      assert.deepEqual([status, /json/.test(String(headers["content-type"]))], [404, true], url);
    }
    assert.equal((await reader.open(`${home}/no-such-type`)).status, 404);
  });
});
