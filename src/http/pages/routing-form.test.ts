import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type Desk, openDesk } from "../../domain/scheduling/bookings/desk.test-support.ts";
import { formOf, type Reader, readerOf, wordsOf } from "./reader.test-support.ts";

const fields = [
  {
    name: "size",
    type: "radio",
    label: "Company size",
    required: true,
    options: ["1-10", "201+"].map((value) => ({ value, label: value })),
  },
  { name: "email", type: "email", label: "Email", required: true },
  { name: "name", type: "text", label: "Name" },
  { name: "budget", type: "number", label: "Budget", required: true, showIf: { field: "size", in: ["201+"] } },
  { name: "campaign", type: "text", label: "Campaign", hidden: true },
];

describe("a routing form in a browser without scripts", () => {
  let desk: Desk;
  let reader: Reader;
  before(async () => {
    desk = await openDesk({}, true);
    reader = readerOf(desk.installation);
  });
  after(() => desk.close());

  const form = async (routes: object[] = [], draft: object = {}) => {
    const body = { name: "Talk to us", description: "Two\nlines", fields, routes, ...draft };
    const answer = await desk.business.call("POST", "/api/routing/forms", body);
    assert.equal(answer.status, 201, answer.text);
    return { ...answer.body, path: new URL(answer.body.link).pathname } as { id: number; path: string };
  };
  const lastResponse = async (id: number) =>
    (await desk.business.call("GET", `/api/routing/forms/responses?formId=${id}`)).body[0];
  const filled = { "q.size": "201+", "q.email": "ada@example.com", "q.name": "Ada", "q.budget": "5000" };

  it("leads from its questions to a booking, which is noted with the answers", async () => {
    const eventType = await desk.eventType({ title: "Enterprise talk" });
    const { id, path } = await form([{ isFallback: true, action: { type: "eventType", eventTypeId: eventType.id } }]);
    const page = await reader.open(`${path}?utm_source=ads&campaign=spring&email=ada@example.com`);
    assert.equal(page.status, 200);
    assert.match(wordsOf(page), /Talk to us Two lines/);
    assert.match(wordsOf(page), /Budget Only if you answered “201\+” to “Company size”\./);
    assert.doesNotMatch(wordsOf(page), /Campaign/);
    assert.equal(formOf(page, path).values["q.email"], "ada@example.com");
    const times = await reader.send(page, path, filled);
    assert.match(times.url, new RegExp(`/${eventType.slug}\\?name=Ada&email=ada%40example.com&response=rsp_`));
    const kept = await lastResponse(id);
    assert.deepEqual(kept.metadata, { utm_source: "ads" });
    assert.deepEqual([kept.answers.budget.value, kept.answers.campaign.value, kept.source], [5000, "spring", "page"]);
    const book = `${new URL(eventType.link).pathname}/book`;
    const details = await reader.send(times, book, { time: "2035-03-06T18:00:00Z" });
    const { values } = formOf(details, book);
    assert.deepEqual([values.name, values.email], ["Ada", "ada@example.com"]);
    const booked = await reader.send(details, book, {});
    const [, uid] = /^\/booking\/(bk_\w+)\?new=1$/.exec(booked.url) ?? [];
    assert.ok(uid, booked.text);
    await desk.installation.drain();
    assert.equal((await lastResponse(id)).bookingUid, uid);
  });

  it("shows what is wrong beside the questions, in the visitor's language, and keeps what was typed", async () => {
    const { id, path } = await form();
    const page = await reader.open(path, { "accept-language": "de" });
    assert.match(page.text, /<html lang="de">/);
    const again = await reader.send(page, path, { "q.size": "201+", "q.email": "ada", "q.name": "Ada <b>" });
    assert.equal(again.status, 422);
    for (const name of ["q.email", "q.budget"]) {
      assert.match(again.text, new RegExp(`href="#${name.replace(".", "\\.")}"`));
      assert.match(again.text, new RegExp(`id="${name.replace(".", "\\.")}-wrong"`));
    }
    assert.deepEqual([formOf(again, path).values["q.email"], formOf(again, path).values["q.name"]], ["ada", "Ada <b>"]);
    assert.doesNotMatch(again.text, /Ada <b>/);
    assert.equal(await lastResponse(id), undefined);
  });

  it("shows a route's message, or thanks in the visitor's language, and sends a form once that is sent twice", async () => {
    const { id, path } = await form([
      {
        conditions: { rules: [{ field: "size", operator: "equals", value: "1-10" }] },
        action: { type: "message", message: "We will write\nto <you>." },
      },
    ]);
    const page = await reader.open(path);
    const small = { ...filled, "q.size": "1-10", "q.budget": "" };
    for (let time = 0; time < 2; time++) {
      const said = await reader.send(page, path, small);
      assert.equal(said.status, 200);
      assert.match(said.text, /We will write<br>to &lt;you&gt;\./);
    }
    const { body } = await desk.business.call("GET", `/api/routing/forms/responses?formId=${id}`);
    assert.equal(body.length, 1);
    const thanked = await reader.send(await reader.open(path), path, filled, { "accept-language": "es" });
    assert.match(wordsOf(thanked), /Gracias Sus respuestas han llegado a Salon 1\./);
  });

  it("leads outside only where the page lets its form lead", async () => {
    const { path } = await form([
      { isFallback: true, action: { type: "redirect", url: "https://sales.example.com/hello?a=1" } },
    ]);
    const page = await reader.open(path);
    assert.match(page.headers["content-security-policy"], /form-action 'self' https:\/\/sales\.example\.com;/);
    const { headers, statusCode } = await desk.installation.server.inject({
      method: "POST",
      url: path,
      headers: { "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin" },
      payload: String(new URLSearchParams(filled)),
    });
    assert.deepEqual([statusCode, headers.location], [303, "https://sales.example.com/hello?a=1"]);
  });

  it("leads to an address in any script", async () => {
    const { id, path } = await form([
      { isFallback: true, action: { type: "redirect", url: "https://sales.example.com/日本?名=値" } },
    ]);
    const page = await reader.open(path);
    assert.match(page.headers["content-security-policy"], /form-action 'self' https:\/\/sales\.example\.com;/);
    const { headers, statusCode } = await desk.installation.server.inject({
      method: "POST",
      url: path,
      headers: { "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin" },
      payload: String(new URLSearchParams(filled)),
    });
    const encoded = "https://sales.example.com/%E6%97%A5%E6%9C%AC?%E5%90%8D=%E5%80%A4";
    assert.deepEqual([statusCode, headers.location], [303, encoded]);
    const { body } = await desk.business.call("GET", `/api/routing/forms/responses?formId=${id}`);
    assert.equal(body.length, 1);
  });

  it("is not there once it is switched off, and is no business of other sites", async () => {
    const { path } = await form([], { active: false });
    assert.equal((await reader.open(path)).status, 404);
    assert.equal((await reader.open("/form/frm_nobody")).status, 404);
    const open = await form();
    const foreign = await desk.installation.server.inject({
      method: "POST",
      url: open.path,
      headers: { "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "cross-site" },
      payload: String(new URLSearchParams(filled)),
    });
    assert.equal(foreign.statusCode, 403);
  });
});
