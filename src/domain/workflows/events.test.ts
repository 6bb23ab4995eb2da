import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import { uidOfEntry } from "../../../test/support/installation.ts";
import { until } from "../../adapters/oauth/accounts.test-support.ts";
import { around, type Desk, openDesk } from "../scheduling/bookings/desk.test-support.ts";
import { step, workflowsOf } from "./workflows.test-support.ts";

describe("workflows that follow what happens", () => {
  let desk: Desk;
  let flows: ReturnType<typeof workflowsOf>;
  const received: { headers: IncomingHttpHeaders; body: string }[] = [];
  const statuses: number[] = [];
  /** Requests that are not answered. */
  const held: ServerResponse[] = [];
  let silent = true;
  const receiver = createServer(async (request, response) => {
    if (silent && request.url === "/silent") return void held.push(response);
    let body = "";
    for await (const part of request) body += part;
    received.push({ headers: request.headers, body });
    response.writeHead(statuses.shift() ?? 204).end();
  });
  before(async () => {
    desk = await openDesk({ WEBHOOK_ALLOW_PRIVATE: "true" }, true);
    flows = workflowsOf(desk);
    await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  });
  after(async () => {
    receiver.closeAllConnections();
    receiver.close();
    await desk.close();
  });
  const email = (name: string) => ({ responses: { name, email: `${name.toLowerCase()}@example.com` } });
  const subjects = async (name: string) =>
    (await flows.messagesTo(`${name.toLowerCase()}@example.com`)).map(({ subject }) => subject);

  it("write to each side in its own language and time zone, in the business's words and layout", async () => {
    const { id } = await desk.eventType({ title: "Intro" });
    const { id: workflowId } = await flows.workflow({
      trigger: "booked",
      eventTypeIds: [id],
      steps: [
        step({
          senderName: "Sarah",
          includeCalendarEvent: true,
          texts: {
            en: { subject: "Booked", body: "Hi" },
            de: {
              subject: "{{ event.title }} am {{ event.date }}",
              body: "Hallo {{ attendee.firstName }}, bis {{ event.time }} mit {{ host.name }}. <script>x</script> {{ links.cancel }}",
            },
          },
        }),
        step({
          action: "email_host",
          texts: { en: { subject: "{{ attendee.name }} comes", body: "{{ event.when }}" } },
        }),
        step({
          action: "email_address",
          recipient: "Desk@example.com",
          texts: { en: { subject: "New", body: "{{ responses.name }}" } },
        }),
      ],
    });
    const { body } = await desk.book(id, "2035-03-06T18:00:00Z", {
      timeZone: "Europe/Berlin",
      language: "de",
      ...email("Anna <b>"),
      responses: { name: "Anna <b>", email: "anna@example.com" },
    });
    const [mail] = await flows.messagesTo("anna@example.com");
    assert.equal(mail.subject, "Intro am Dienstag, 6. März 2035");
    assert.match(mail.text, /Hallo Anna, bis 19:00 Uhr mit Owner of Salon 1\./);
    assert.match(mail.text, new RegExp(`/booking/${body.data.uid}/cancel`));
    assert.doesNotMatch(mail.html, /<script|Anna <b>/);
    assert.match(mail.ics, new RegExp(`METHOD:REQUEST[^]*UID:${uidOfEntry(body.data.uid)}`));
    const [toHost] = await flows.messagesTo(desk.business.email);
    assert.equal(toHost.subject, "Anna <b> comes");
    assert.match(toHost.text, /Tuesday, March 6, 2035, 10:00 AM – 10:30 AM \(Los Angeles time\)/);
    assert.equal((await flows.messagesTo("desk@example.com")).length, 1);
    const runs = await flows.runs(workflowId);
    assert.deepEqual(
      runs.map(({ status, outcome, recipient, subject }) => [status, outcome, recipient, subject]),
      ["anna@example.com", desk.business.email, "desk@example.com"].map((to) => [
        "done",
        `Mail to ${to}`,
        to,
        `booking:${body.data.id}`,
      ]),
    );
    assert.equal(runs[0]!.message.status, "sent");
  });

  it("write to a reader in their language, also where its text is of another region", async () => {
    const { id } = await desk.eventType();
    const languages = ["en", "pt-BR", "de"];
    const texts = Object.fromEntries(languages.map((language) => [language, { subject: language, body: "x" }]));
    await flows.workflow({ trigger: "booked", eventTypeIds: [id], steps: [step({ texts })] });
    const readers = { Rui: "pt", Gil: "pt-PT", Ute: "de-AT", Jean: "fr" };
    for (const [hour, [name, language]] of Object.entries(readers).entries()) {
      const booked = await desk.book(id, `2035-03-06T2${hour}:30:00Z`, { language, ...email(name) });
      assert.equal(booked.status, 201, booked.text);
    }
    const got = [];
    for (const name of Object.keys(readers)) got.push(...(await subjects(name)));
    assert.deepEqual(got, ["pt-BR", "pt-BR", "de", "en"]);
  });

  it("follow a booking through its whole life, each trigger once", async () => {
    const { id } = await desk.eventType({ requiresConfirmation: true });
    const named = ["requested", "confirmed", "booked", "rescheduled", "cancelled", "rejected", "noShow"];
    for (const trigger of named)
      await flows.workflow({
        trigger,
        eventTypeIds: [id],
        steps: [step({ texts: { en: { subject: trigger, body: "{{ event.reason }}" } } })],
      });
    const { body } = await desk.book(id, "2035-03-06T19:00:00Z", email("Bo"));
    const { uid } = body.data;
    assert.deepEqual(await subjects("Bo"), ["requested"]);
    await desk.business.call("POST", `/api/bookings/${uid}/confirm`, {});
    assert.deepEqual((await subjects("Bo")).toSorted(), ["booked", "confirmed", "requested"]);
    await desk.business.call("POST", `/api/bookings/${uid}/reschedule`, { start: "2035-03-06T20:00:00Z" });
    await desk.business.call("POST", `/api/bookings/${uid}/cancel`, { reason: "A cold" });
    const mails = await flows.messagesTo("bo@example.com");
    assert.deepEqual(
      mails.slice(3).map(({ subject }) => subject),
      ["rescheduled", "cancelled"],
    );
    assert.match(mails.at(-1)!.text, /A cold/);
    const { body: other } = await desk.book(id, "2035-03-06T19:00:00Z", email("Cy"));
    await desk.business.call("POST", `/api/bookings/${other.data.uid}/reject`, {});
    assert.deepEqual(await subjects("Cy"), ["requested", "rejected"]);
  });

  it("tell those who did not come, once it is known", async () => {
    const { id } = await desk.eventType();
    const texts = { en: { subject: "We missed you", body: "Hello {{ attendee.name }}" } };
    const { id: workflowId } = await flows.workflow({
      trigger: "noShow",
      eventTypeIds: [id],
      steps: [step({ texts })],
    });
    const { body } = await desk.book(id, "2035-03-05T17:00:00Z", {
      responses: { name: "Jo", email: "jo@example.com", guests: ["kai@example.com"] },
    });
    await flows.moveTo("2035-03-05T17:05:00Z");
    const marked = { attendees: [{ email: "kai@example.com", noShow: true }] };
    const answer = await desk.business.call("POST", `/api/bookings/${body.data.uid}/no-show`, marked);
    assert.equal(answer.status, 200, answer.text);
    assert.deepEqual(
      (await flows.runs(workflowId)).map(({ recipient, status }) => [recipient, status]),
      [["kai@example.com", "done"]],
    );
  });

  it("carry the entry of a seat in a group session with the SEQUENCE that its other mails have", async () => {
    const { call, subdomain } = desk.business;
    const service = await call("POST", "/api/services/services", {
      name: "Class",
      duration: 60,
      price: 1000,
      enableGroupBooking: true,
      maxCapacity: 5,
    });
    assert.equal(service.status, 201, service.text);
    await flows.workflow({
      trigger: "appointmentBooked",
      steps: [step({ includeCalendarEvent: true, texts: { en: { subject: "See you in class", body: "Hi" } } })],
    });
    const booked = await desk.visitor("POST", "/api/services/book", {
      subdomain,
      serviceId: service.body.id,
      startTime: "2035-03-08T19:00:00Z",
      name: "Zoe",
      email: "zoe@example.com",
    });
    assert.equal(booked.status, 201, booked.text);
    const [mail] = await flows.messagesTo("zoe@example.com");
    const [{ id }] = (await call("GET", "/api/messages?kind=confirmation&recipient=zoe%40example.com")).body.data;
    const confirmation = (await call("GET", `/api/messages?id=${id}`)).body.data;
    const [one, other] = [mail, confirmation].map(({ ics }) => Number(/SEQUENCE:(\d+)/.exec(ics)![1]));
    // Told within a moment of each other.
    assert.ok(Math.abs(one! - other!) < 60, `${one} and ${other}`);
  });

  it("tell whoever performs an appointment when it is in their own zone, or the business's until they choose one", async () => {
    const { call, email: owner } = desk.business;
    const service = (await call("POST", "/api/services/services", { name: "Fitting", duration: 30, price: 0 })).body.id;
    const [{ id: employeeId }] = (await call("GET", "/api/services/employees")).body;
    await flows.workflow({
      trigger: "appointmentBooked",
      serviceIds: [service],
      steps: [step({ action: "email_host", texts: { en: { subject: "{{ event.when }}", body: "Hi" } } })],
    });
    const book = (startTime: string) =>
      call("POST", "/api/services/appointments", {
        serviceId: service,
        employeeId,
        startTime,
        endTime: startTime.replace(":00:00Z", ":30:00Z"),
      });
    assert.equal((await book("2035-03-16T18:00:00Z")).status, 201);
    await desk.installation.drain();
    assert.equal((await call("PATCH", "/api/me", { timeZone: "Europe/Berlin" })).status, 200);
    assert.equal((await book("2035-03-16T19:00:00Z")).status, 201);
    const when = (await flows.messagesTo(owner)).map(({ subject }) => subject).slice(-2);
    assert.deepEqual(when, [
      "Friday, March 16, 2035, 11:00 AM – 11:30 AM (Los Angeles time)",
      "Friday, 16 March 2035, 20:00–20:30 (Berlin time)",
    ]);
    await call("PATCH", "/api/me", { timeZone: "UTC" });
  });

  it("take an appointment that was closed by mistake for no new one", async () => {
    const { call, subdomain } = desk.business;
    const service = await call("POST", "/api/services/services", { name: "Trim", duration: 60 });
    const { id } = await flows.workflow({ trigger: "appointmentBooked", steps: [step({})] });
    const { id: changes } = await flows.workflow({ trigger: "appointmentUpdated", steps: [step({})] });
    const booked = await desk.visitor("POST", "/api/services/book", {
      subdomain,
      serviceId: service.body.id,
      startTime: "2035-03-15T19:00:00Z",
      name: "Ole",
      email: "ole@example.com",
    });
    assert.equal(booked.status, 201, booked.text);
    for (const status of ["completed", "approved"]) {
      const answer = await call("PUT", `/api/services/appointments?id=${booked.body.id}`, { status });
      assert.equal(answer.status, 200, answer.text);
    }
    assert.deepEqual([(await flows.runs(id)).length, (await flows.runs(changes)).length], [1, 1]);
  });

  it("tell each seat its own, and only whom it is about", async () => {
    const { id } = await desk.eventType({ seatsPerTimeSlot: 3 });
    for (const trigger of ["booked", "cancelled"])
      await flows.workflow({
        trigger,
        eventTypeIds: [id],
        steps: [step({ texts: { en: { subject: trigger, body: "Hi {{ attendee.name }}" } } })],
      });
    await desk.book(id, "2035-03-06T21:00:00Z", email("Dee"));
    const { body } = await desk.book(id, "2035-03-06T21:00:00Z", email("Eve"));
    await desk.visitor("POST", "/api/cancel", { uid: body.data.seatUid });
    assert.deepEqual([await subjects("Dee"), await subjects("Eve")], [["booked"], ["booked", "cancelled"]]);
  });

  it("keep to their event types, people and teams, and to being switched on", async () => {
    const { id } = await desk.eventType();
    const colleague = await desk.installation.member(desk.business.id, "manager");
    const mine = await flows.workflow({ trigger: "booked", userId: desk.business.userId, eventTypeIds: [id] });
    const theirs = await flows.workflow({ trigger: "booked", userId: colleague.userId });
    const off = await flows.workflow({ trigger: "booked", active: false });
    await desk.book(id, "2035-03-07T18:00:00Z", email("Flo"));
    const counts = [];
    for (const { id } of [mine, theirs, off]) counts.push((await flows.runs(id)).length);
    assert.deepEqual(counts, [1, 0, 0]);
  });

  it("send SMS to the number somebody left, and say whose number is missing", async () => {
    const { id } = await desk.eventType();
    const { id: workflowId } = await flows.workflow({
      trigger: "booked",
      eventTypeIds: [id],
      steps: [
        step({
          action: "sms_attendee",
          senderName: "Salon",
          texts: { en: { body: "{{ event.title }}: {{ event.time }}" } },
        }),
        step({
          action: "sms_number",
          recipient: "+1 415 555 0100",
          texts: { en: { body: "{{ attendee.name }} booked" } },
        }),
      ],
    });
    await desk.book(id, "2035-03-07T19:00:00Z", email("Maria"));
    const runs = await flows.runs(workflowId);
    assert.deepEqual(
      runs.map(({ status, outcome }) => [status, outcome]),
      [
        ["failed", "Maria left no phone number"],
        ["done", "SMS to +14155550100"],
      ],
    );
    const [sms] = await flows.messagesTo("+14155550100");
    assert.deepEqual(
      [sms.channel, sms.text, sms.subject, sms.status, sms.mode],
      ["sms", "Maria booked", null, "sent", "sandbox"],
    );
    const page = await desk.installation.server.inject({ method: "GET", url: "/outbox", remoteAddress: "127.0.0.1" });
    assert.match(page.payload, /SMS: Maria booked/);
  });

  it("send no SMS to whom its text says nothing", async () => {
    const { id } = await desk.eventType();
    const body = '{% if event.notes == "vip" %}VIP{% endif %}';
    const { id: workflowId } = await flows.workflow({
      trigger: "booked",
      eventTypeIds: [id],
      steps: [step({ action: "sms_number", recipient: "+14155550177", texts: { en: { body } } })],
    });
    const notes = (name: string, said: string) => ({ responses: { ...email(name).responses, notes: said } });
    await desk.book(id, "2035-03-07T22:00:00Z", notes("Kim", "Hello"));
    await desk.book(id, "2035-03-07T23:00:00Z", notes("Leo", "vip"));
    assert.deepEqual(
      (await flows.runs(workflowId)).map(({ status, outcome }) => [status, outcome]),
      [
        ["skipped", "The text is empty for this recipient"],
        ["done", "SMS to +14155550177"],
      ],
    );
  });

  it("post to a webhook, signed as webhooks are, and once more after it failed", async () => {
    const { id } = await desk.eventType();
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
    const { id: workflowId, hasSecret } = await flows.workflow({
      trigger: "booked",
      eventTypeIds: [id],
      secret: "a secret for tests",
      steps: [step({ action: "webhook", url, texts: undefined })],
    });
    assert.equal(hasSecret, true);
    statuses.push(500);
    const { body } = await desk.book(id, "2035-03-07T20:00:00Z", email("Gus"));
    const [waiting] = await flows.runs(workflowId);
    assert.deepEqual(
      [waiting!.status, waiting!.outcome],
      ["scheduled", "The receiver answered 500. It will be tried again"],
    );
    await flows.moveTo(new Date(desk.installation.app.clock.now() + 60_000).toISOString());
    const [run] = await flows.runs(workflowId);
    assert.deepEqual([run!.status, run!.outcome, run!.attempts], ["done", "The receiver answered 204", 2]);
    const [first, second] = received;
    assert.equal(first!.headers["webhook-id"], second!.headers["webhook-id"]);
    const told = JSON.parse(second!.body);
    assert.deepEqual([told.triggerEvent, told.workflow.id, told.payload.uid], ["booked", workflowId, body.data.uid]);
    const signature = createHmac("sha256", "a secret for tests").update(second!.body).digest("hex");
    assert.equal(second!.headers["x-schedly-signature"], signature);
  });

  it("say of a webhook too how late it was", async () => {
    const { id } = await desk.eventType();
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/late`;
    const { id: workflowId } = await flows.workflow({
      trigger: "booked",
      eventTypeIds: [id],
      steps: [step({ action: "webhook", url, texts: undefined })],
    });
    statuses.push(503);
    await desk.book(id, "2035-03-07T21:00:00Z", email("Jon"));
    assert.equal((await flows.runs(workflowId))[0]!.status, "scheduled");
    await flows.moveTo(new Date(desk.installation.app.clock.now() + 10.5 * 60_000).toISOString());
    const [run] = await flows.runs(workflowId);
    assert.deepEqual([run!.status, run!.outcome], ["done", "The receiver answered 204, 10 minutes late"]);
  });

  it("post while another business's receiver is silent", async () => {
    const root = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
    const neighbour = await desk.installation.business();
    const away = around(desk.installation, neighbour);
    const post = (path: string) => ({
      trigger: "booked",
      steps: [step({ action: "webhook", url: `${root}${path}`, texts: undefined })],
    });
    const theirs = await away.eventType();
    await workflowsOf({ business: neighbour, installation: desk.installation }).workflow({
      ...post("/silent"),
      eventTypeIds: [theirs.id],
    });
    const { id } = await desk.eventType();
    await flows.workflow({ ...post("/prompt"), eventTypeIds: [id] });
    for (let hour = 17; hour < 25; hour++) {
      const at = new Date(Date.UTC(2035, 2, 7, hour)).toISOString();
      assert.equal((await away.book(theirs.id, at, email(`Guest${hour}`))).status, 201);
    }
    await until(async () => held.length > 0);
    received.length = 0;
    await desk.book(id, "2035-03-08T20:00:00Z", email("Ida"));
    await until(async () => received.length === 1);
    assert.ok(held.length <= 2, `one business took ${held.length} places`);
    silent = false;
    for (const response of held) response.writeHead(204).end();
    await desk.installation.drain();
    assert.equal(received.length + held.length, 9);
  });

  it("are carried out in the order in which things happened", async () => {
    const { id } = await desk.eventType();
    for (const trigger of ["cancelled", "rescheduled", "booked"])
      await flows.workflow({
        trigger,
        eventTypeIds: [id],
        steps: [step({ texts: { en: { subject: trigger, body: "x" } } })],
      });
    const { body } = await desk.book(id, "2035-03-09T18:00:00Z", email("Lea"));
    const { uid } = body.data;
    await desk.business.call("POST", `/api/bookings/${uid}/reschedule`, { start: "2035-03-09T19:00:00Z" });
    await desk.business.call("POST", "/api/cancel", { uid });
    assert.deepEqual(await subjects("Lea"), ["booked", "rescheduled", "cancelled"]);
  });

  it("do nothing twice when an event is told twice", async () => {
    const { id } = await desk.eventType();
    const { id: workflowId } = await flows.workflow({ trigger: "booked", eventTypeIds: [id] });
    await desk.book(id, "2035-03-08T18:00:00Z", email("Hal"));
    await desk.installation.drain();
    await desk.installation.asSystem(desk.business.id, ({ db }) =>
      db
        .updateTable("events")
        .set({ dispatchedAt: null })
        .where("businessId", "=", desk.business.id)
        .where("trigger", "=", "BOOKING_CREATED")
        .execute(),
    );
    (desk.installation.app.relay as { wake(id: number): void }).wake(desk.business.id);
    assert.equal((await flows.runs(workflowId)).length, 1);
    assert.equal((await subjects("Hal")).length, 1);
  });

  it("answer whoever sent a form", async () => {
    await flows.workflow({
      trigger: "FORM_SUBMITTED",
      steps: [
        step({ texts: { en: { subject: "Thanks for {{ event.title }}", body: "You said {{ responses.size }}" } } }),
      ],
    });
    await desk.installation.asSystem(desk.business.id, async (context) =>
      context.emit({
        trigger: "FORM_SUBMITTED",
        subject: "form:1",
        payload: {
          formId: 1,
          formName: "Enquiry",
          responses: { email: { value: "Ida@example.com" }, size: { value: "10–50" } },
        },
      }),
    );
    const [mail] = await flows.messagesTo("ida@example.com");
    assert.equal(mail.subject, "Thanks for Enquiry");
    assert.match(mail.text, /You said 10–50/);
  });
});
