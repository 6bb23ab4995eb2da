import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { openWaitingSalon, type WaitingSalon } from "./salon.test-support.ts";

describe("being on the waitlist", () => {
  let salon: WaitingSalon;
  let shop: Awaited<ReturnType<WaitingSalon["open"]>>;
  let haircut: number;
  before(async () => {
    salon = await openWaitingSalon();
    shop = await salon.open();
    haircut = await shop.service();
  });
  after(() => salon.installation.close());

  const address = "/api/services/waitlist";
  const add = (draft: object) =>
    shop.shop.call("POST", address, { serviceId: haircut, fromDate: "2027-03-02", ...draft });
  const change = (id: number, changes: object, headers?: Record<string, string>) =>
    shop.shop.call("PATCH", `${address}?id=${id}`, changes, headers);

  it("begins with staff, who name a customer or describe a new one", async () => {
    const { status, body, text } = await add({
      name: "Emily Chen",
      email: "Emily@Example.com",
      toDate: "2027-03-05",
      earliest: "09:00",
      latest: "12:30",
      notes: "Any chair",
    });
    assert.equal(status, 201, text);
    assert.match(body.uid, /^wtl_[0-9A-Za-z]{22}/);
    const { id, uid, customer, customerId, createdAt, updatedAt, ...entry } = body;
    assert.deepEqual(entry, {
      serviceId: haircut,
      employeeId: null,
      locationId: null,
      service: { id: haircut, name: "Haircut" },
      employee: null,
      location: null,
      fromDate: "2027-03-02",
      toDate: "2027-03-05",
      earliest: "09:00",
      latest: "12:30",
      status: "waiting",
      offer: null,
      appointmentId: null,
      notes: "Any chair",
      timeZone: "America/Los_Angeles",
      language: "en",
      version: 1,
    });
    assert.deepEqual(customer, { id: customerId, name: "Emily Chen", email: "emily@example.com", phone: null });
    assert.deepEqual((await shop.shop.call("GET", `${address}?id=${id}`)).body, body);
    const twin = await add({ customerId, fromDate: "2027-03-05" });
    assert.deepEqual([twin.status, twin.body.error, twin.body.details[0].id], [409, "CONFLICT", id]);
    assert.equal((await add({ customerId, fromDate: "2027-03-06" })).status, 201, "other days are another wish");
  });

  it("is confirmed by mail, in the customer's language, with the days and a link", async () => {
    const { uid } = await shop.join({
      serviceId: haircut,
      email: "anna@example.com",
      language: "de",
      toDate: "2027-03-05",
      latest: "12:00",
    });
    const [mail, ...others] = await shop.mails("recipient=anna@example.com");
    assert.equal(others.length, 0);
    assert.deepEqual([mail.kind, mail.status], ["waitlistJoined", "sent"]);
    assert.match(mail.subject, /Haircut, Di., 2\. – Fr., 5\. März$/);
    assert.match(mail.text, /Dienstag, 2\. – Freitag, 5\. März 2027, 00:00 – 12:00 Uhr \(Ortszeit Los Angeles\)/);
    assert.match(mail.text, new RegExp(`/waitlist/${uid}`));
  });

  it("is joined once: who waits already keeps their place, and their handle goes to nobody else", async () => {
    const first = await shop.join({ serviceId: haircut, email: "bo@example.com", toDate: "2027-03-04" });
    const again = await shop.join({ serviceId: haircut, email: "bo@example.com", fromDate: "2027-03-03" });
    assert.deepEqual([again.fromDate, again.toDate, again.status], ["2027-03-02", "2027-03-04", "waiting"]);
    assert.deepEqual([again.uid, again.link], [null, null]);
    const bos = (await shop.list("limit=200")).filter(
      (entry: { customer: { email: string } }) => entry.customer.email === "bo@example.com",
    );
    assert.deepEqual(
      bos.map(({ uid }: { uid: string }) => uid),
      [first.uid],
    );
    const twins = await Promise.all(
      Array.from({ length: 6 }, () => shop.join({ serviceId: haircut, email: "cy@example.com", name: "Cy" })),
    );
    assert.equal(twins.filter(({ uid }) => uid !== null).length, 1);
  });

  it("is seen and left by its handle, twice if need be", async () => {
    const { uid } = await shop.join({ serviceId: haircut, notes: "After work" });
    const own = await salon.own(uid);
    assert.deepEqual(
      [own.status, own.service.name, own.notes, own.offer, own.appointment, "customer" in own],
      ["waiting", "Haircut", "After work", null, null, false],
    );
    for (const _ of ["once", "twice"]) {
      const { status, body } = await salon.act("leave", uid);
      assert.deepEqual([status, body.status], [200, "removed"]);
    }
    assert.equal((await salon.act("leave", `${uid.slice(0, -2)}zz`)).status, 404);
  });

  it("refuses days that are over, upside down or too many, hours that are none, and what does not exist", async () => {
    const stranger = await salon.open();
    const theirs = await stranger.service();
    for (const [draft, status, field] of [
      [{ fromDate: "2027-02-20", toDate: "2027-02-28" }, 422, "toDate"],
      [{ toDate: "2027-03-01" }, 422, "toDate"],
      [{ toDate: "2027-05-31" }, 422, "toDate"],
      [{ fromDate: "2027-02-30" }, 422, "fromDate"],
      [{ earliest: "12:00", latest: "12:00" }, 422, "latest"],
      [{ earliest: "24:00" }, 422, "earliest"],
      [{ latest: "25:00" }, 422, "latest"],
      [{ name: undefined }, 422, "name"],
      [{ email: undefined }, 422, "email"],
      [{ surprise: 1 }, 422, "surprise"],
      [{ serviceId: theirs }, 404, "serviceId"],
      [{ employeeId: 999_999 }, 404, "employeeId"],
      [{ locationId: 999_999 }, 404, "locationId"],
      [{ customerId: 999_999 }, 404, "customerId"],
    ] as const) {
      const answer = await add({ name: "Dan", email: "dan@example.com", ...draft });
      assert.deepEqual([answer.status, answer.body.details?.[0].field], [status, field], JSON.stringify(draft));
    }
    assert.equal((await add({ name: "Dan", email: "dan@example.com", toDate: "2027-05-30" })).status, 201, "90 days");
  });

  it("is not open for a service that is switched off, except to staff", async () => {
    const off = await shop.service({ name: "Perm", active: false });
    const body = { subdomain: shop.shop.subdomain, name: "Eve", email: "eve@example.com", fromDate: "2027-03-02" };
    const refused = await salon.installation.send("POST", `${address}/join`, { body: { ...body, serviceId: off } });
    assert.equal(refused.status, 409);
    assert.equal((await add({ name: "Eve", email: "eve@example.com", serviceId: off })).status, 201);
  });

  it("is limited: ten wishes for one customer, twenty an hour from one address", async () => {
    const busy = await salon.open();
    const serviceId = await busy.service();
    for (let day = 1; day <= 10; day++) {
      const fromDate = `2027-04-${String(day).padStart(2, "0")}`;
      await busy.join({ serviceId, email: "fay@example.com", fromDate });
    }
    const join = (draft: object) =>
      salon.installation.send("POST", `${address}/join`, {
        body: { subdomain: busy.shop.subdomain, serviceId, name: "Fay", fromDate: "2027-05-01", ...draft },
      });
    assert.equal((await join({ email: "fay@example.com" })).status, 429);
    const answers = [];
    for (let guest = 0; guest < 10; guest++) answers.push((await join({ email: `f${guest}@example.com` })).status);
    assert.deepEqual([...new Set(answers)], [201, 429]);
  });

  it("is listed in the order of joining, by service, employee, customer, status and day", async () => {
    const other = await salon.open();
    const [cut, colour] = [await other.service(), await other.service({ name: "Colour" })];
    const { body: ana } = await other.shop.call("POST", "/api/services/employees", { name: "Ana" });
    const one = await other.join({ serviceId: cut, toDate: "2027-03-04" });
    const two = await other.join({ serviceId: colour, employeeId: ana.id });
    const three = await other.join({ serviceId: cut, fromDate: "2027-03-04" });
    await salon.act("leave", three.uid);
    const found = async (query: string) => (await other.list(query)).map(({ uid }: { uid: string }) => uid);
    assert.deepEqual(await found(""), [one.uid, two.uid, three.uid]);
    assert.deepEqual(await found(`serviceId=${cut}`), [one.uid, three.uid]);
    assert.deepEqual(await found(`employeeId=${ana.id}`), [two.uid]);
    assert.deepEqual(await found("status=waiting"), [one.uid, two.uid]);
    assert.deepEqual(await found("status=removed,expired"), [three.uid]);
    assert.deepEqual(await found("date=2027-03-04"), [one.uid, three.uid]);
    const [{ customerId }] = await other.list("");
    assert.deepEqual(await found(`customerId=${customerId}`), [one.uid]);
    const { body, headers } = await other.shop.call("GET", `${address}?limit=2`);
    assert.equal(headers["x-total-count"], "3");
    const next = /<([^>]+)>; rel="next"/.exec(headers.link)![1]!;
    const rest = await other.shop.call("GET", next.slice(next.indexOf("/api")));
    assert.deepEqual(
      [...body, ...rest.body].map(({ uid }: { uid: string }) => uid),
      [one.uid, two.uid, three.uid],
    );
    assert.equal((await other.shop.call("GET", `${address}?status=lost`)).status, 400);
  });

  it("changes as staff say, one version at a time", async () => {
    const { body: entry } = await add({ name: "Gus", email: "gus@example.com" });
    const changed = await change(
      entry.id,
      { toDate: "2027-03-10", earliest: "13:00", notes: "Called" },
      { "if-match": '"1"' },
    );
    assert.equal(changed.status, 200, changed.text);
    assert.deepEqual(
      [changed.body.fromDate, changed.body.toDate, changed.body.earliest, changed.body.latest, changed.body.notes],
      ["2027-03-02", "2027-03-10", "13:00", null, "Called"],
    );
    assert.equal((await change(entry.id, { notes: "Late" }, { "if-match": '"1"' })).status, 412);
    assert.equal((await change(entry.id, { earliest: null })).body.earliest, null);
    assert.equal((await change(entry.id, { toDate: "2027-02-02" })).status, 422);
    assert.equal((await change(999_999, { notes: "Nobody" })).status, 404);
  });

  it("ends and begins again as the table of states allows", async () => {
    const { body: entry } = await add({ name: "Hal", email: "hal@example.com" });
    const become = async (status: string) => {
      const answer = await change(entry.id, { status });
      return answer.status === 200 ? answer.body.status : answer.status;
    };
    assert.equal(await become("booked"), 403);
    assert.equal(await become("offered"), 403);
    assert.equal(await become("removed"), "removed");
    assert.equal(await become("removed"), "removed");
    assert.equal(await become("booked"), 409);
    assert.equal(await become("waiting"), "waiting");
    assert.equal((await change(entry.id, { status: "lost" })).status, 422);
    const { body: log } = await shop.shop.call(
      "GET",
      `/api/services/audit-log?subject=waitlist_entry&subjectId=${entry.id}`,
    );
    assert.ok(log.length >= 3);
  });

  it("is read by employees and written by whoever may; those who see their own alone see who waits for them", async () => {
    const other = await salon.open();
    const serviceId = await other.service();
    const { body: ana } = await other.shop.call("POST", "/api/services/employees", { name: "Ana" });
    const { key } = await salon.installation.member(other.shop.id, "employee", ana.id);
    const hers = await other.join({ serviceId, employeeId: ana.id, name: "Ivy" });
    const anybodys = await other.join({ serviceId, name: "Jo" });
    const asAna = (method: string, path: string, body?: unknown) =>
      salon.installation.send(method, path, { key, body });
    const { body } = await asAna("GET", address);
    assert.deepEqual(
      body.map(({ uid, customer }: { uid: string; customer: { name: string } }) => [uid, customer.name]),
      [[hers.uid, "Ivy"]],
    );
    const { id } = (await other.list()).find(({ uid }: { uid: string }) => uid === anybodys.uid);
    assert.equal((await asAna("GET", `${address}?id=${id}`)).status, 404);
    assert.equal((await asAna("PATCH", `${address}?id=${id}`, { notes: "Mine" })).status, 403);
    assert.equal((await salon.installation.send("GET", address)).status, 401);
    assert.equal((await shop.shop.call("GET", `${address}?id=${id}`)).status, 404, "another business's");
  });

  it("ends when the customer is forgotten, and their words with it", async () => {
    const { body: entry } = await add({ name: "Kay", email: "kay@example.com", notes: "Secret" });
    const { status } = await shop.shop.call("DELETE", `/api/services/customers?id=${entry.customerId}`);
    assert.equal(status, 200);
    const { body } = await shop.shop.call("GET", `${address}?id=${entry.id}`);
    assert.deepEqual([body.status, body.notes, body.customer.email], ["removed", null, null]);
    const { text } = await shop.shop.call(
      "GET",
      `/api/services/audit-log?subject=waitlist_entry&subjectId=${entry.id}`,
    );
    assert.doesNotMatch(text, /Secret/);
  });
});
