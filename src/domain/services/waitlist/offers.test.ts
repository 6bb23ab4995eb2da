import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { jobTools } from "../../../app.ts";
import { type Context, job } from "../../../platform/operation.ts";
import { bookAppointment } from "../appointments/book.ts";
import { changeAppointment } from "../appointments/change.ts";
import { endIfUnanswered } from "./end.ts";
import { acceptOffer } from "./own.ts";
import { at, openWaitingSalon, type WaitingSalon } from "./salon.test-support.ts";
import { sweepWaitlists } from "./sweep.ts";

const morning = [9, 10, 11].flatMap((hour) => [
  `${String(hour).padStart(2, "0")}:00`,
  `${String(hour).padStart(2, "0")}:30`,
]);

describe("time that frees", () => {
  let salon: WaitingSalon;
  let shop: Awaited<ReturnType<WaitingSalon["open"]>>;
  let haircut: number;
  before(async () => {
    salon = await openWaitingSalon();
  });
  after(() => salon.installation.close());
  beforeEach(async () => {
    shop = await salon.open();
    haircut = await shop.service();
    await salon.moveTo(at(1, "08:00"));
  });

  const asSystem = <Result>(work: (context: Context) => Promise<Result>) =>
    salon.installation.asSystem(shop.shop.id, work);
  const statusOf = async (uid: string) => (await salon.own(uid)).status;
  const offerOf = async (uid: string) => (await salon.own(uid)).offer?.startTime ?? null;
  const kinds = async (email: string) =>
    (await shop.mails(`recipient=${email}`)).map(({ kind }: { kind: string }) => kind);

  it("is kept for the first in line, who is told by mail and books it with one click", async () => {
    const [bird] = await shop.fill(haircut, at(2, "10:00"));
    const first = await shop.join({ serviceId: haircut, email: "ann@example.com", name: "Ann", toDate: "2027-03-03" });
    const second = await shop.join({ serviceId: haircut });
    await salon.cancel(bird!);

    const { status, offer } = await salon.own(first.uid);
    assert.deepEqual([status, offer.startTime, offer.endTime], ["offered", at(2, "10:00"), at(2, "10:30")]);
    assert.equal(offer.expiresAt, at(1, "10:00"), "two hours, unless the salon says otherwise");
    assert.match(offer.employee.name, /^Owner of /);
    assert.equal(await statusOf(second.uid), "waiting");
    assert.equal((await shop.slots(haircut)).includes(at(2, "10:00")), false, "nobody else can book it meanwhile");
    const mail = (await shop.mails("kind=waitlistOffer&recipient=ann@example.com"))[0];
    assert.match(mail.subject, /Haircut, Tue, March 2, 10:00 AM/);
    assert.match(mail.text, /until Monday, March 1, 2027, 10:00 AM/);
    assert.match(mail.text, new RegExp(`/waitlist/${first.uid}`));

    const accepted = await salon.act("accept", first.uid);
    assert.equal(accepted.status, 200, accepted.text);
    assert.deepEqual([accepted.body.status, accepted.body.offer], ["booked", null]);
    assert.deepEqual(
      [accepted.body.appointment.startTime, accepted.body.appointment.status],
      [at(2, "10:00"), "approved"],
    );
    assert.deepEqual((await salon.act("accept", first.uid)).body, accepted.body, "twice answers the same");
    const { body } = await salon.installation.send(
      "GET",
      `/api/services/appointments/own?uid=${accepted.body.appointment.uid}`,
    );
    assert.deepEqual([body.customer.name, body.status], ["Ann", "approved"]);
    assert.deepEqual(await kinds("ann@example.com"), ["waitlistJoined", "waitlistOffer", "confirmation"]);
    const [entry] = await shop.list("status=booked");
    assert.equal(entry.appointmentId, body.id);
    for (const verb of ["decline", "leave"] as const) assert.equal((await salon.act(verb, first.uid)).status, 409);
  });

  it("is booked with one click whatever a booking has to answer", async () => {
    const [bird] = await shop.fill(haircut, at(2, "10:00"));
    const { uid } = await shop.join({ serviceId: haircut });
    await shop.shop.call("POST", "/api/services/custom-fields", { label: "Allergies", required: true });
    await salon.cancel(bird!);
    const accepted = await salon.act("accept", uid);
    assert.deepEqual([accepted.status, accepted.body.status], [200, "booked"], accepted.text);
  });

  it("goes to the next at once when it is declined; who declined keeps waiting for another time", async () => {
    const [ten, eleven] = await shop.fill(haircut, at(2, "10:00"), at(2, "11:00"));
    const first = await shop.join({ serviceId: haircut });
    const second = await shop.join({ serviceId: haircut });
    await salon.cancel(ten!);
    const { body } = await salon.act("decline", first.uid);
    assert.deepEqual([body.status, body.offer], ["waiting", null]);
    assert.equal((await salon.act("decline", first.uid)).status, 200);
    assert.equal(await offerOf(second.uid), at(2, "10:00"));
    assert.equal((await salon.act("accept", first.uid)).status, 409);
    await salon.cancel(eleven!);
    assert.equal(await offerOf(first.uid), at(2, "11:00"), "in their old place");
    await salon.act("decline", second.uid);
    assert.equal(await offerOf(second.uid), null);
    assert.ok((await shop.slots(haircut)).includes(at(2, "10:00")), "what nobody wants is open to all");
  });

  it("goes to the next when an offer is not answered, and who did not answer queues again at the end", async () => {
    const [ten, eleven] = await shop.fill(haircut, at(3, "10:00"), at(3, "11:00"));
    const days = { serviceId: haircut, toDate: "2027-03-05" };
    const first = await shop.join(days);
    const second = await shop.join(days);
    await salon.cancel(ten!);
    await salon.moveTo(at(1, "10:01"));
    const late = await salon.act("accept", first.uid);
    assert.equal(late.status, 409);
    assert.match(late.body.message, /offer has ended. You are still on the waitlist/);
    assert.equal(await statusOf(first.uid), "waiting");
    assert.equal(await offerOf(second.uid), at(3, "10:00"));
    await salon.act("accept", second.uid);
    const third = await shop.join(days);
    await salon.moveTo(at(1, "10:30"));
    await salon.cancel(eleven!);
    assert.deepEqual([await offerOf(first.uid), await offerOf(third.uid)], [at(3, "11:00"), null]);
    await salon.moveTo(at(1, "12:31"));
    assert.deepEqual([await offerOf(first.uid), await offerOf(third.uid)], [null, at(3, "11:00")]);
    const order = (await shop.list("status=waiting,offered")).map(({ uid }: { uid: string }) => uid);
    assert.deepEqual(order, [third.uid, first.uid]);
  });

  it("is offered no more to somebody who let three offers in a row pass", async () => {
    const birds = await shop.fill(haircut, at(3, "09:00"), at(3, "10:00"), at(3, "11:00"));
    const { uid } = await shop.join({ serviceId: haircut, toDate: "2027-03-05" });
    for (const [index, bird] of birds.entries()) {
      await salon.cancel(bird);
      assert.equal(await statusOf(uid), "offered");
      await salon.moveTo(at(1, `${11 + 3 * index}:00`));
    }
    assert.equal(await statusOf(uid), "expired");
    const { id } = (await shop.list())[0];
    const { body } = await shop.shop.call("PATCH", `/api/services/waitlist?id=${id}`, { status: "waiting" });
    assert.equal(body.status, "waiting", "until staff put them back");
  });

  it("is offered to the first whom it suits: service, employee, days and hours", async () => {
    const { body: ana } = await shop.shop.call("POST", "/api/services/employees", { name: "Ana" });
    const colour = await shop.service({ name: "Colour", duration: 90 });
    const [owner] = (await shop.shop.call("GET", "/api/services/employees")).body;
    const { body: taken } = await shop.shop.call("POST", "/api/services/appointments", {
      serviceId: haircut,
      employeeId: owner.id,
      startTime: at(2, "10:00"),
      endTime: at(2, "10:30"),
    });
    // Another appointment leaves an hour around it: too short for a colour.
    await shop.shop.call("POST", "/api/services/appointments", {
      serviceId: haircut,
      employeeId: owner.id,
      startTime: at(2, "11:00"),
      endTime: at(2, "17:00"),
    });
    await shop.shop.call("POST", "/api/services/appointments", {
      serviceId: haircut,
      employeeId: owner.id,
      startTime: at(2, "09:00"),
      endTime: at(2, "10:00"),
    });
    const wishes = [
      { serviceId: colour },
      { serviceId: haircut, employeeId: ana.id },
      { serviceId: haircut, fromDate: "2027-03-03", toDate: "2027-03-05" },
      { serviceId: haircut, earliest: "10:15" },
      { serviceId: haircut, latest: "10:15" },
      { serviceId: haircut, earliest: "10:00", latest: "10:30", toDate: "2027-03-20" },
    ];
    const uids = [];
    for (const wish of wishes) uids.push((await shop.join(wish)).uid);
    await salon.cancel(taken.uid);
    const statuses = [];
    for (const uid of uids) statuses.push(await statusOf(uid));
    // The fourth could have had 10:30 all along: that is not what became free.
    assert.deepEqual(statuses, ["waiting", "waiting", "waiting", "waiting", "waiting", "offered"]);
  });

  it("is offered for another service than the one that was cancelled, to as many as find room in it", async () => {
    const long = await shop.service({ name: "Colour", duration: 60 });
    const [bird] = await shop.fill(long, at(2, "09:00"));
    const uids = [];
    for (let guest = 0; guest < 3; guest++) uids.push((await shop.join({ serviceId: haircut, latest: "10:00" })).uid);
    await salon.cancel(bird!);
    const starts = [];
    for (const uid of uids) starts.push(await offerOf(uid));
    assert.deepEqual(starts, [at(2, "09:00"), at(2, "09:30"), null]);
  });

  it("is offered to one of two when two people's time frees at once, and never twice to the same person", async () => {
    const yoga = await shop.service({ name: "Yoga" });
    const birds = await shop.fill(haircut, at(2, "10:00"), at(2, "11:00"));
    const email = "ann@example.com";
    const { uid } = await shop.join({ serviceId: haircut, email });
    const other = await shop.join({ serviceId: yoga, email });
    await Promise.all(birds.map((bird) => salon.cancel(bird)));
    const statuses = [await statusOf(uid), await statusOf(other.uid)].sort();
    assert.deepEqual(statuses, ["offered", "waiting"]);
    assert.equal(
      (await shop.slots(haircut)).filter((slot) => [at(2, "10:00"), at(2, "11:00")].includes(slot)).length,
      1,
    );
  });

  it("is not offered when somebody was quicker", async () => {
    await shop.fill(haircut, at(2, "10:00"));
    const { uid } = await shop.join({ serviceId: haircut });
    // Cancelled and booked anew in one transaction: so the job finds it taken.
    await asSystem(async (context) => {
      const [{ id }] = (await shop.shop.call("GET", "/api/services/appointments")).body;
      await changeAppointment(context, id, { status: "canceled" });
      const quick = { name: "Quick", email: "quick@example.com", startTime: at(2, "10:00") };
      await bookAppointment(context, { serviceId: haircut, ...quick });
    });
    assert.equal(await statusOf(uid), "waiting");
  });

  it("is not offered too late to be booked, nor longer than it can be", async () => {
    const soon = await shop.service({ name: "Trim", minimumNotice: 60 });
    const [ten, nine] = await shop.fill(soon, at(1, "10:00"), at(1, "09:30"));
    const { uid } = await shop.join({ serviceId: soon, fromDate: "2027-03-01" });
    await salon.moveTo(at(1, "08:27"));
    await salon.cancel(nine!);
    assert.equal(await statusOf(uid), "waiting", "three minutes are no time to answer");
    await salon.cancel(ten!);
    assert.equal((await salon.own(uid)).offer.expiresAt, at(1, "09:00"));
  });

  it("comes from a move, a rejection, a deleted block, a shorter holiday and longer hours too", async () => {
    const freed = async (day: number, what: () => Promise<unknown>) => {
      const fromDate = `2027-03-${String(day).padStart(2, "0")}`;
      const { uid } = await shop.join({ serviceId: haircut, fromDate });
      await what();
      const start = await offerOf(uid);
      await salon.act("leave", uid);
      await salon.installation.drain();
      return start;
    };
    const expectFree = (status: number) => assert.ok(status < 300);

    const [bird] = await shop.fill(haircut, at(2, "10:00"));
    const moved = await freed(2, async () => {
      const body = { uid: bird, startTime: at(3, "10:00") };
      expectFree((await salon.installation.send("POST", "/api/services/appointments/reschedule", { body })).status);
    });
    assert.equal(moved, at(2, "10:00"));

    const request = await shop.service({ name: "Consultation", requiresConfirmation: true });
    await shop.fill(request, at(4, "10:00"));
    const [{ id: pending }] = (await shop.shop.call("GET", "/api/services/appointments?status=pending")).body;
    const rejected = await freed(4, async () => {
      const path = `/api/services/appointments?id=${pending}`;
      expectFree((await shop.shop.call("PUT", path, { status: "rejected" })).status);
    });
    assert.equal(rejected, at(4, "10:00"));

    const block = await shop.shop.call("POST", "/api/services/time-blocks", {
      startTime: at(5, "09:00"),
      endTime: at(5, "17:00"),
    });
    const unblocked = await freed(5, async () => {
      expectFree((await shop.shop.call("DELETE", `/api/services/time-blocks?id=${block.body.id}`)).status);
    });
    assert.equal(unblocked, at(5, "09:00"));

    const away = await shop.shop.call("POST", "/api/out-of-office", { start: "2027-03-08", end: "2027-03-09" });
    assert.equal(away.status, 201, away.text);
    const back = await freed(9, async () => {
      const path = `/api/out-of-office?id=${away.body.data.id}`;
      expectFree((await shop.shop.call("PATCH", path, { end: "2027-03-08" })).status);
    });
    assert.equal(back, at(9, "09:00"));

    const longer = await freed(10, async () => {
      const { body } = await shop.shop.call("GET", "/api/services/company-settings");
      const weekly = body.openingHours.weekly.map((range: object) => ({ ...range, start: "08:00" }));
      const answer = await shop.shop.call("PATCH", "/api/services/company-settings", {
        openingHours: { weekly },
      });
      assert.equal(answer.status, 200, answer.text);
    });
    assert.equal(longer, at(10, "08:00"));
  });

  it("is a seat when somebody leaves a group that is full, for one who waits", async () => {
    const yoga = await shop.service({ name: "Yoga", enableGroupBooking: true, maxCapacity: 2 });
    const [seat] = await shop.fill(yoga, at(2, "09:00"), at(2, "09:00"));
    const first = await shop.join({ serviceId: yoga, latest: "09:30" });
    const second = await shop.join({ serviceId: yoga, latest: "09:30" });
    await salon.cancel(seat!);
    assert.deepEqual([await offerOf(first.uid), await offerOf(second.uid)], [at(2, "09:00"), null]);
    assert.equal((await shop.slots(yoga)).includes(at(2, "09:00")), false);
    await salon.act("decline", first.uid);
    assert.equal(await offerOf(second.uid), at(2, "09:00"));
    const { status, body, text } = await salon.act("accept", second.uid);
    assert.equal(status, 200, text);
    const { body: own } = await salon.installation.send(
      "GET",
      `/api/services/appointments/own?uid=${body.appointment.uid}`,
    );
    assert.deepEqual([own.seatUid, own.status], [body.appointment.uid, "approved"]);
    assert.deepEqual((await salon.act("accept", second.uid)).body, body);
  });

  it("is a seat of a session that nobody has opened yet, and leaves the others", async () => {
    const class3 = await shop.service({ name: "Pilates", enableGroupBooking: true, maxCapacity: 3 });
    const seats = await shop.fill(class3, at(2, "09:00"), at(2, "09:00"), at(2, "09:00"));
    const waiting = await shop.join({ serviceId: class3, latest: "09:30" });
    const [{ id }] = (await shop.shop.call("GET", `/api/services/appointments?serviceId=${class3}`)).body;
    const canceled = await shop.shop.call("PUT", `/api/services/appointments?id=${id}`, { status: "canceled" });
    assert.equal(canceled.status, 200, canceled.text);
    assert.equal(seats.length, 3);
    assert.equal(await offerOf(waiting.uid), at(2, "09:00"));
    assert.equal((await shop.fill(class3, at(2, "09:00"), at(2, "09:00"))).length, 2);
    assert.equal((await shop.slots(class3)).includes(at(2, "09:00")), false, "the third is offered");
    const { status, text } = await salon.act("accept", waiting.uid);
    assert.equal(status, 200, text);
  });

  it("is not offered by itself to somebody who has no mail address: staff call them", async () => {
    const [bird] = await shop.fill(haircut, at(2, "10:00"));
    const caller = await shop.join({ serviceId: haircut, email: undefined, phone: "+1 555 010 2030" });
    const reader = await shop.join({ serviceId: haircut });
    await salon.cancel(bird!);
    assert.deepEqual([await statusOf(caller.uid), await statusOf(reader.uid)], ["waiting", "offered"]);
  });

  it("is waited for no longer by somebody who has booked it themselves; an offer they had goes on", async () => {
    const [bird] = await shop.fill(haircut, at(2, "10:00"));
    const days = { serviceId: haircut, toDate: "2027-03-03" };
    const ann = await shop.join({ ...days, name: "Ann", email: "ann@example.com" });
    const bob = await shop.join(days);
    await salon.cancel(bird!);
    assert.equal(await statusOf(ann.uid), "offered");
    const book = (startTime: string) =>
      salon.installation.send("POST", "/api/services/book", {
        body: { subdomain: shop.shop.subdomain, serviceId: haircut, startTime, name: "Ann", email: "ann@example.com" },
      });
    assert.equal((await book(at(4, "15:00"))).status, 201);
    assert.equal(await statusOf(ann.uid), "offered", "that is another day");
    assert.equal((await book(at(3, "15:00"))).status, 201);
    const { status, appointment } = await salon.own(ann.uid);
    assert.deepEqual([status, appointment.startTime], ["booked", at(3, "15:00")]);
    assert.equal(await offerOf(bob.uid), at(2, "10:00"));
  });

  it("is waited for by somebody who has booked another before, however late the news of that", async () => {
    // News step back while others wait for an answer.
    const answered = salon.installation.app.rush.joined();
    const email = "ann@example.com";
    const appointment = {
      subdomain: shop.shop.subdomain,
      serviceId: haircut,
      startTime: at(2, "15:00"),
      name: "Ann",
      email,
    };
    const booked = await salon.installation.send("POST", "/api/services/book", { body: appointment });
    assert.equal(booked.status, 201, booked.text);
    const { uid } = await shop.join({ serviceId: haircut, name: "Ann", email, toDate: "2027-03-03" });
    answered();
    await salon.installation.drain();
    assert.equal(await statusOf(uid), "waiting");
  });

  it("is waited for again when the request that was made is rejected", async () => {
    const request = await shop.service({ name: "Consultation", requiresConfirmation: true });
    const [bird] = await shop.fill(request, at(2, "10:00"));
    const { uid } = await shop.join({ serviceId: request });
    await salon.cancel(bird!);
    const { body } = await salon.act("accept", uid);
    assert.deepEqual([body.status, body.appointment.status], ["booked", "pending"]);
    const [{ id }] = (await shop.shop.call("GET", "/api/services/appointments?status=pending")).body;
    await shop.shop.call("PUT", `/api/services/appointments?id=${id}`, { status: "rejected" });
    const after = await salon.own(uid);
    assert.deepEqual([after.status, after.appointment], ["waiting", null]);
  });

  it("goes on when whoever has the offer leaves, is forgotten, or has it taken back by staff", async () => {
    const [bird] = await shop.fill(haircut, at(2, "10:00"));
    const guests = [];
    for (let guest = 0; guest < 4; guest++) guests.push(await shop.join({ serviceId: haircut }));
    await salon.cancel(bird!);
    const [one, two, three, four] = guests;
    await salon.act("leave", one.uid);
    assert.equal(await offerOf(two.uid), at(2, "10:00"));
    const [, second, third] = await shop.list();
    await shop.shop.call("PATCH", `/api/services/waitlist?id=${second.id}`, { status: "waiting" });
    assert.deepEqual([await offerOf(two.uid), await offerOf(three.uid)], [null, at(2, "10:00")]);
    assert.equal((await shop.shop.call("DELETE", `/api/services/customers?id=${third.customerId}`)).status, 200);
    assert.equal(await offerOf(four.uid), at(2, "10:00"));
  });

  it("has exactly one outcome when an offer is accepted many times, declined and left at once", async () => {
    const [bird] = await shop.fill(haircut, at(2, "10:00"));
    const { uid } = await shop.join({ serviceId: haircut });
    await salon.cancel(bird!);
    const verbs = ["accept", "decline", "accept", "leave", "accept", "decline", "accept"] as const;
    const answers = await Promise.all(verbs.map((verb) => salon.act(verb, uid)));
    assert.ok(answers.every(({ status }) => status === 200 || status === 409));
    const booked = (await shop.shop.call("GET", "/api/services/appointments?status=approved")).body.length;
    assert.equal(booked, (await statusOf(uid)) === "booked" ? 1 : 0);
    assert.equal((await shop.slots(haircut)).includes(at(2, "10:00")), booked === 0);
  });

  it("has exactly one outcome when an offer is accepted at the moment it ends", async () => {
    for (let round = 0; round < 12; round++) {
      const startTime = at(3 + Math.floor(round / 6), morning[round % 6]!);
      const [bird] = await shop.fill(haircut, startTime);
      const fromDate = startTime.slice(0, 10);
      const { uid } = await shop.join({ serviceId: haircut, fromDate });
      await salon.cancel(bird!);
      const until = (await salon.own(uid)).offer.expiresAt;
      const [{ id }] = await shop.list("status=offered");
      const end = Date.parse(until);
      // Each with the time it began at, in both orders.
      const accept = () => asSystem((context) => acceptOffer({ ...context, now: end - 1 }, uid));
      const expire = () => asSystem((context) => endIfUnanswered({ ...context, now: end }, id, until));
      const racers = round % 2 === 0 ? [accept, expire] : [expire, accept];
      const results = await Promise.allSettled(racers.map((race) => race()));
      const accepted = results[racers.indexOf(accept)]!.status === "fulfilled";
      assert.equal(results[racers.indexOf(expire)]!.status, "fulfilled");
      const { status } = await salon.own(uid);
      assert.equal(status, accepted ? "booked" : "waiting");
      assert.equal((await shop.slots(haircut, fromDate)).includes(startTime), !accepted);
      await salon.act("leave", uid);
    }
  });

  it("is swept up after: days that are over, and offers whose job was lost", async () => {
    const [bird] = await shop.fill(haircut, at(3, "10:00"));
    const past = await shop.join({ serviceId: haircut, fromDate: "2027-03-01" });
    const offered = await shop.join({ serviceId: haircut, fromDate: "2027-03-03" });
    const next = await shop.join({ serviceId: haircut, fromDate: "2027-03-03" });
    await salon.cancel(bird!);
    const { app } = salon.installation;
    // Set without moving the jobs along.
    app.services.clock!.setOffset(Date.parse(at(2, "00:00")) - Date.now());
    await job(sweepWaitlists).run(jobTools(app), {}, { attempt: 1, last: false });
    const statuses = [await statusOf(past.uid), await statusOf(offered.uid), await statusOf(next.uid)];
    assert.deepEqual(statuses, ["expired", "waiting", "offered"]);
  });
});
