import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type Desk, openDesk } from "../../domain/scheduling/bookings/desk.test-support.ts";
import { type Reader, readerOf, type Sheet, wordsOf } from "./reader.test-support.ts";

// A person in Los Angeles, open Monday to Friday 9 to 17. Their clock stands at Monday 5 March 2035, 8:00 there.
const at = (time: string, day = "06") => `2035-03-${day}T${time}:00Z`;

describe("answering for a meeting in a browser without scripts", () => {
  let desk: Desk;
  let reader: Reader;
  let home: string;
  before(async () => {
    desk = await openDesk({}, true);
    reader = readerOf(desk.installation);
    const { body } = await desk.business.call("GET", "/api/event-types");
    home = new URL(body.data[0].link).pathname.split("/").slice(0, -1).join("/");
  });
  after(() => desk.close());

  const filled = { name: "Maria Garcia", email: "maria@example.com" };
  /** From the times of an event type to its form, for one start. */
  const choose = async (path: string, time: string, more: Record<string, string> = {}) =>
    reader.send(await reader.open(path), `${path}/book`, { time, ...more });
  const mails = async () => {
    await desk.installation.drain();
    const { data } = (await desk.business.call("GET", "/api/messages?limit=5")).body;
    return Promise.all(
      data.map(async ({ id }: any) => (await desk.business.call("GET", `/api/messages?id=${id}`)).body.data),
    ) as Promise<any[]>;
  };

  it("lets a host answer a request with the link from the mail; opening it changes nothing", async () => {
    const bookingFields = [{ name: "topic", type: "text", label: "Topic" }];
    const { slug } = await desk.eventType({ requiresConfirmation: true, bookingFields });
    const path = `${home}/${slug}`;
    const request = async (time: string) => {
      const sheet = await reader.send(await choose(path, time), `${path}/book`, { ...filled, "q.topic": "Taxes" });
      assert.match(wordsOf(sheet), /We have received your request/);
      const mail = (await mails()).find(({ kind }) => kind === "hostRequest");
      return { here: sheet.url.split("?")[0]!, link: /\/booking\/\S+\/answer\?token=\S+/.exec(mail.text)![0] };
    };
    const { here, link } = await request(at("18:00", "08"));
    assert.equal((await reader.open(link.replace(/.$/, (last) => (last === "A" ? "B" : "A")))).status, 403);
    const page = await reader.open(link);
    assert.match(
      wordsOf(page),
      /Answer this request Maria Garcia would like to meet you\..*Who Maria Garcia · maria@example\.com Topic Taxes/,
    );
    assert.match(wordsOf(await reader.open(here)), /Awaiting confirmation/);
    const confirm = { ...page, forms: page.forms.filter(({ values }) => values.answer === "confirm") } as Sheet;
    const done = await reader.send(confirm, `${here}/answer`);
    assert.match(wordsOf(done), /You have confirmed the booking/);
    assert.match(wordsOf(await reader.open(here)), /Your booking is confirmed/);

    const other = await request(at("19:00", "08"));
    const asked = await reader.open(other.link);
    const decline = { ...asked, forms: asked.forms.filter(({ values }) => values.answer === "reject") } as Sheet;
    await reader.send(decline, `${other.here}/answer`, { reason: "No time" });
    assert.match(wordsOf(await reader.open(other.here)), /Your request was declined .*Reason No time/);
    // Too late to change one's mind.
    const late = { ...asked, forms: asked.forms.filter(({ values }) => values.answer === "confirm") } as Sheet;
    assert.equal((await reader.send(late, `${other.here}/answer`)).status, 409);
  });

  it("shows a team, and lets somebody meet whoever is free right now", async () => {
    const { business } = desk;
    const { body: team } = await business.call("POST", "/api/teams", { name: "Support", slug: "support" });
    const { slug } = await desk.eventType({ teamId: team.data.id, title: "Help", isInstantEvent: true });
    const page = await reader.open(`/team/${business.subdomain}/support`);
    assert.equal(page.status, 200, wordsOf(page));
    assert.match(wordsOf(page), /Support .*Help 30 minutes/);
    const path = `/team/${business.subdomain}/support/${slug}`;
    assert.match(wordsOf(await reader.open(path)), /Meet right now/);
    const waiting = await reader.send(await reader.open(`${path}/now`), `${path}/now`, filled);
    assert.match(wordsOf(waiting), /Please wait a moment/);
    assert.equal(String(waiting.headers.refresh), "10");
    const mail = (await mails()).find(({ kind }) => kind === "hostInstant");
    const link = /\/booking\/\S+\/accept\?token=\S+/.exec(mail.text)![0];
    const offer = await reader.open(link);
    assert.match(wordsOf(offer), /Maria Garcia is waiting\./);
    const taken = await reader.send(offer, link.split("?")[0]!);
    assert.match(wordsOf(taken), /The meeting is yours .*Join the meeting/);
    assert.match(wordsOf(await reader.open(waiting.url)), /Your booking is confirmed/);
    // Whoever cannot wait any longer says so with one press.
    const second = await reader.send(await reader.open(`${path}/now`), `${path}/now`, filled);
    const withdrawn = await reader.send(second, `${new URL(second.url, "http://x").pathname}/cancel`);
    assert.match(wordsOf(withdrawn), /Your booking is cancelled/);
    assert.equal(withdrawn.headers.refresh, undefined);
    assert.doesNotMatch(wordsOf(withdrawn), /Withdraw the request/);
    assert.ok((await mails()).some(({ kind }) => kind === "hostInstantWithdrawn"));
  });
});
