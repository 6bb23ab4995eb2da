import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { parse } from "csv-parse/sync";
import type { TestInstallation } from "../../../../../test/support/installation.ts";
import { at, countingStatements, type Desk, openDesk, openOnMonday } from "../desk.test-support.ts";

describe("appointments as CSV", () => {
  let installation: TestInstallation;
  let desk: Desk;
  before(async () => {
    installation = await openOnMonday();
  });
  after(() => installation.close());

  const fresh = async (options: Parameters<typeof openDesk>[1] = {}) => {
    desk = await openDesk(installation, options);
  };
  const bring = (csv: string, query = "", key = desk.salon.key) =>
    installation.send("POST", `/api/services/appointments/import${query}`, {
      key,
      raw: csv,
      headers: { "content-type": "text/csv" },
    });
  const counts = ({ body }: Awaited<ReturnType<typeof bring>>) => [
    body.created,
    body.updated,
    body.unchanged,
    body.failed,
  ];
  const problems = ({ body }: Awaited<ReturnType<typeof bring>>) =>
    body.errors.map(({ line, field }: { line: number; field: string }) => [line, field]);
  const table = async (query = "") => {
    const { text, status } = await desk.salon.call("GET", `/api/services/appointments/export${query}`);
    assert.equal(status, 200, text);
    return { text, rows: parse(text, { bom: true, columns: true }) as Record<string, string>[] };
  };
  /** A file with these columns; cells are texts without commas. */
  const file = (columns: string, ...lines: string[]) => [columns, ...lines].join("\n");
  const quoted = (value: unknown) => `"${JSON.stringify(value).replaceAll('"', '""')}"`;
  const list = async () => (await desk.list("limit=200")).body as Record<string, any>[];

  it("exports everything that an appointment is, and imports it unchanged without changing a thing", async () => {
    await fresh();
    const place = await desk.place({ name: "Main" });
    const yoga = await desk.service({ name: "Yoga", enableGroupBooking: true, maxCapacity: 5 });
    const extraId = await desk.extra({});
    await desk.booked(at(2, "09:00"), {
      customerId: desk.emily.id,
      locationId: place.id,
      extras: [{ extraId, quantity: 2 }],
      notes: '=HYPERLINK("x"), and\nmore',
      price: 3333,
    });
    await desk.booked(at(2, "10:00"), {
      serviceId: yoga.id,
      attendees: [{ name: "Ann", phone: "+1-555-0102" }, { name: "Ben" }, { name: "Cem", email: "cem@example.com" }],
    });
    await desk.booked("2027-02-01T18:00:00Z", { status: "completed", employeeId: desk.owner.id });
    const nobodys = await desk.booked(at(3, "09:00"));
    await desk.change(nobodys.id, { employeeId: null });
    await desk.booked(at(3, "10:00"), { recurrenceRule: "weekly", recurrenceCount: 2, customerId: desk.emily.id });
    await desk.cancel((await desk.booked(at(3, "11:00"))).id, { reason: "Rain" });
    const gone = await desk.employee({ name: "Gone" });
    await desk.booked("2027-02-02T18:00:00Z", { employeeId: gone.id });
    await desk.salon.call("DELETE", `/api/services/employees?id=${gone.id}`);

    const { text, rows } = await table();
    assert.equal(rows.length, 8);
    const [, , first] = rows as [unknown, unknown, Record<string, string>];
    assert.deepEqual(
      [first.serviceName, first.customerEmail, first.employeeName, first.locationName, first.price, first.currency],
      ["Haircut", "emily@example.com", "James Wilson", "Main", "3333", "usd"],
    );
    assert.equal(first.notes, `'=HYPERLINK("x"), and\nmore`, "a spreadsheet would run it");
    assert.deepEqual(JSON.parse(first.extras!), [{ name: "Beard", quantity: 2, price: 1500, duration: 15 }]);

    const before = await list();
    const again = await bring(text);
    assert.deepEqual(counts(again), [0, 0, 8, 0], again.text);
    assert.deepEqual(await list(), before);
  });

  it("exports what the filters leave", async () => {
    await fresh();
    await desk.booked(at(2, "09:00"));
    await desk.booked(at(3, "09:00"), { status: "pending" });
    const times = async (query: string) => (await table(query)).rows.map(({ startTime }) => startTime);
    assert.deepEqual(await times("?status=pending"), [at(3, "09:00")]);
    assert.deepEqual(await times("?to=2027-03-02"), [at(2, "09:00")]);
    assert.deepEqual(await times("?order=desc"), [at(3, "09:00"), at(2, "09:00")]);
    assert.deepEqual(await times(`?employeeId=${desk.owner.id}`), []);
    const { headers } = await desk.salon.call("GET", "/api/services/appointments/export");
    assert.match(headers["content-disposition"], /filename="appointments-2027-03-01.csv"/);
    assert.match(headers["content-type"], /^text\/csv/);
    assert.equal((await desk.salon.call("GET", "/api/services/appointments/export?status=done")).status, 400);
  });

  it("brings history in by name, with customers found or made, and writes to nobody", async () => {
    await fresh();
    const answer = await bring(
      file(
        "Start,End,Service,Client,Client email,Client phone,Staff,Price,Status,Created,Handle",
        "2026-01-05T10:00:00-08:00,2026-01-05T10:45:00-08:00,HAIRCUT,Emily Chen,EMILY@example.com,,james wilson,4000,done,2025-12-24T08:00:00Z,cal-7f3b2a1c-old",
        "2026-01-05T10:00:00-08:00,,Haircut,Ann,,+1 555 010 2222,James Wilson,,cancelled,,",
        "2026-01-06T10:00:00-08:00,,haircut,Ann,,+15550102222,James Wilson,,,,",
        "2026-01-07T10:00:00-08:00,,haircut,Walk In,,,James Wilson,,no show,,",
        "2026-01-08T10:00:00-08:00,,haircut,walk in,,,,,,,",
      ),
    );
    assert.equal(answer.status, 200, answer.text);
    assert.deepEqual(counts(answer), [5, 0, 0, 0], answer.text);
    const made = await list();
    assert.deepEqual(
      made.map(({ customer, status, price, employee }) => [customer.name, status, price, employee?.name ?? null]),
      [
        ["Emily Chen", "completed", 4000, "James Wilson"],
        ["Ann", "canceled", 3500, "James Wilson"],
        ["Ann", "completed", 3500, "James Wilson"],
        ["Walk In", "no-show", 3500, "James Wilson"],
        ["Walk In", "completed", 3500, null],
      ],
    );
    assert.deepEqual(
      [made[0]!.uid, made[0]!.createdAt, made[0]!.source],
      ["cal-7f3b2a1c-old", "2025-12-24T08:00:00Z", "import"],
    );
    assert.equal(made[1]!.endTime, "2026-01-05T18:30:00Z", "as long as the service");
    assert.equal(made[1]!.customer.id, made[2]!.customer.id);
    assert.equal(made[3]!.customer.id, made[4]!.customer.id);
    assert.equal(made[0]!.customer.id, desk.emily.id);
    assert.deepEqual(await desk.claims(), [], "what is over guards nothing any more");

    const events = await desk.events();
    assert.equal(events.length, 5);
    assert.ok(
      events.every(
        ({ trigger, payload, actor }) =>
          trigger === "SERVICE_BOOKING_CREATED" && payload.change.silent && actor.source === "import",
      ),
    );
    const review = await installation.send("POST", "/api/services/public-review", {
      body: { uid: "cal-7f3b2a1c-old", rating: 5, comment: "As good as ever" },
    });
    assert.equal(review.status, 201, review.text);
  });

  it("makes handles of another installation lead here, though they name a number that is nobody's", async () => {
    await fresh();
    const uid = "apt_0123456789ABCDEFGHIJabzz9";
    const answer = await bring(file("uid,startTime,serviceName,customerName", `${uid},${at(2, "09:00")},Haircut,Ann`));
    assert.deepEqual(counts(answer), [1, 0, 0, 0], answer.text);
    const own = await installation.send("GET", `/api/services/appointments/own?uid=${uid}`);
    assert.deepEqual([own.status, own.body.customer?.name], [200, "Ann"], own.text);
  });

  it("lets what is to come take its time, and reports the rows whose time is taken", async () => {
    await fresh();
    await desk.booked(at(2, "09:00"));
    const rows = [
      `${at(2, "09:15")},Haircut,James Wilson`,
      `${at(2, "09:30")},Haircut,James Wilson`,
      `${at(2, "09:45")},Haircut,James Wilson`,
      `${at(2, "10:00")},Haircut,`,
      `${at(2, "10:00")},Haircut,`,
      `${at(2, "10:00")},Haircut,`,
    ];
    const answer = await bring(file("startTime,serviceName,employeeName", ...rows));
    assert.deepEqual(counts(answer), [3, 0, 0, 3]);
    assert.deepEqual(problems(answer), [
      [2, "startTime"],
      [4, "startTime"],
      [7, "startTime"],
    ]);
    assert.match(answer.body.errors[0].reason, /James Wilson is taken then/);
    assert.match(answer.body.errors[2].reason, /Everybody is taken then/);
    assert.equal((await desk.claims()).length, 4);
    assert.equal((await desk.book(at(2, "09:30"))).status, 409, "booked like any other");
    assert.ok((await desk.events()).slice(1).every(({ payload }) => payload.change.silent));
  });

  it("keeps to buffers and to the units of resources", async () => {
    await fresh();
    const place = await desk.place({ name: "Main" });
    const room = await desk.resource({ name: "Room", type: "room", quantity: 1, locationId: place.id });
    await desk.service({
      name: "Massage",
      duration: 30,
      bufferTimeAfter: 15,
      resources: [{ resourceId: room.id, quantity: 1 }],
    });
    const answer = await bring(
      file(
        "startTime,serviceName,employeeName",
        `${at(2, "09:00")},Massage,James Wilson`,
        `${at(2, "09:00")},Massage,Owner of ${desk.salon.subdomain}`,
        `${at(2, "09:30")},Haircut,James Wilson`,
        `${at(2, "09:45")},Haircut,James Wilson`,
      ),
    );
    assert.deepEqual(
      problems(answer).map(([line]: [number]) => line),
      [3, 4],
    );
    const [massage] = await list();
    assert.deepEqual(massage!.resources, [{ resourceId: room.id, quantity: 1 }]);
    assert.equal((await desk.claims(massage!.id)).length, 2);
  });

  it("says of every bad row what is wrong with it, and keeps the good ones", async () => {
    await fresh();
    await desk.employee({ name: "Kim", email: "kim1@example.com" });
    await desk.employee({ name: "Kim", email: "kim2@example.com" });
    await desk.customer({ name: "Sam" });
    await desk.customer({ name: "Sam" });
    const other = await openDesk(installation);
    const theirs = await other.booked(at(2, "09:00"));
    const past = "2026-01-05T10:00:00Z";
    const columns =
      "id,uid,startTime,endTime,serviceId,serviceName,employeeName,employeeEmail,customerName,locationName,price,status";
    const bad: [field: string | null, line: string][] = [
      ["id", `987654321,,${past},,,Haircut,,,,,,`],
      ["id", `${theirs.id},,${past},,,Haircut,,,,,,`],
      ["uid", `,1234567890,${past},,,Haircut,,,,,,`],
      ["uid", `,short,${past},,,Haircut,,,,,,`],
      ["uid", `,${theirs.uid},${past},,,Haircut,,,,,,`],
      ["startTime", `,,2026-01-05 10:00,,,Haircut,,,,,,`],
      ["startTime", `,,,,,Haircut,,,,,,`],
      ["endTime", `,,${past},${past},,Haircut,,,,,,`],
      ["serviceName", `,,${past},,,,,,,,,`],
      ["serviceName", `,,${past},,,Massage,,,,,,`],
      ["serviceId", `,,${past},,${other.haircut.id},,,,,,,`],
      ["serviceName", `,,${past},,${desk.haircut.id},Massage,,,,,,`],
      ["employeeName", `,,${past},,,Haircut,Kim,,,,,`],
      ["employeeName", `,,${past},,,Haircut,Nobody,,,,,`],
      ["employeeEmail", `,,${past},,,Haircut,,nobody@example.com,,,,`],
      ["customerName", `,,${past},,,Haircut,,,Sam,,,`],
      ["locationName", `,,${past},,,Haircut,,,,Mars,,`],
      ["price", `,,${past},,,Haircut,,,,,12.50,`],
      ["price", `,,${past},,,Haircut,,,,,-1,`],
      ["status", `,,${past},,,Haircut,,,,,,maybe`],
      [null, `,,${past},,,Haircut`],
    ];
    const good = [
      `,,${past},,,Haircut,Kim,KIM2@example.com,Sam Smith,,,`,
      `,,${past},,${desk.haircut.id},haircut,,,,,,`,
    ];
    const text = file(columns, ...bad.map(([, line]) => line), ...good);
    const answer = await bring(text);
    assert.deepEqual(counts(answer), [2, 0, 0, bad.length], answer.text);
    assert.deepEqual(
      problems(answer).sort(([a]: [number], [b]: [number]) => a - b),
      bad.map(([field], index) => [index + 2, field]),
    );
    const atomic = await bring(text, "?atomic=true");
    assert.deepEqual([atomic.body.applied, atomic.body.created], [false, 0]);
    assert.equal((await list()).length, 2);
    assert.equal((await bring("startTime,colour\n2026-01-05T10:00:00Z,red")).status, 422);
  });

  it("changes what a row says of a known appointment: its time, state, people, and what is cleared", async () => {
    await fresh();
    const one = await desk.booked(at(2, "09:00"), { customerId: desk.emily.id, notes: "x", price: 3000 });
    const two = await desk.booked(at(2, "10:00"));
    const three = await desk.booked(at(2, "11:00"));
    const answer = await bring(
      file(
        "id,uid,startTime,status,employeeName,customerEmail,customerName,notes",
        `${one.id},,${at(2, "12:00")},approved,James Wilson,,Emily Chen,`,
        `,${two.uid},${at(2, "10:00")},cancelled,James Wilson,ann@example.com,Ann,new`,
        `${three.id},,${at(2, "11:00")},approved,,,,`,
      ),
    );
    assert.deepEqual(counts(answer), [0, 3, 0, 0], answer.text);
    const now = await Promise.all([one, two, three].map(({ id }) => desk.read(id)));
    assert.deepEqual(
      now.map(({ startTime, status, notes, customer, employee, price }) => [
        startTime,
        status,
        notes,
        customer?.name,
        employee?.name,
        price,
      ]),
      [
        [at(2, "12:00"), "approved", null, "Emily Chen", "James Wilson", 3000],
        [at(2, "10:00"), "canceled", "new", "Ann", "James Wilson", 3500],
        [at(2, "11:00"), "approved", null, undefined, undefined, 3500],
      ],
    );
    assert.deepEqual(
      (await desk.claims()).map(({ appointmentId, startsAt }) => [appointmentId, startsAt]),
      [[one.id, at(2, "12:00")]],
    );
    const events = (await desk.events(two.id)).slice(1);
    assert.deepEqual(
      events.map(({ trigger, payload, actor }) => [trigger, payload.change.silent, actor.source]),
      [["SERVICE_BOOKING_CANCELLED", true, "import"]],
    );
    const refused = await bring(
      file(
        "id,uid,startTime,status,currency,createdAt",
        `${two.id},,${at(2, "10:00")},approved,,`,
        `${one.id},some-other-uid,${at(2, "12:00")},,,`,
        `${one.id},,${at(2, "12:00")},,eur,`,
        `${one.id},,${at(2, "12:00")},,,2020-01-01T00:00:00Z`,
      ),
    );
    assert.deepEqual(problems(refused), [
      [2, "status"],
      [3, "uid"],
      [4, "currency"],
      [5, "createdAt"],
    ]);
    const states = await bring(file("id,status", `${one.id},completed`, `${three.id},approved`));
    assert.deepEqual(counts(states), [0, 1, 1, 0], "a file need not say more than it changes");
  });

  it("takes rows about one appointment in turn, the later one winning", async () => {
    await fresh();
    const uid = "legacy-0001-abcdef";
    const answer = await bring(
      file(
        "uid,startTime,serviceName,notes",
        `${uid},${at(2, "09:00")},Haircut,first`,
        `${uid},${at(2, "10:00")},Haircut,second`,
      ),
    );
    assert.deepEqual(counts(answer), [1, 1, 0, 0], answer.text);
    const [only, ...others] = await list();
    assert.deepEqual([only!.startTime, only!.notes, others.length], [at(2, "10:00"), "second", 0]);
    assert.equal(
      (await bring(file("uid,startTime,serviceName,notes", `${uid},${at(2, "10:00")},Haircut,second`))).body.unchanged,
      1,
    );
  });

  it("carries extras and group sessions from one business to another", async () => {
    await fresh();
    const yoga = await desk.service({ name: "Yoga", enableGroupBooking: true, maxCapacity: 2 });
    await desk.booked(at(2, "09:00"), {
      serviceId: yoga.id,
      attendees: [{ name: "Ann", email: "ann@example.com" }, { name: "Ben" }],
    });
    await desk.booked(at(2, "10:00"), { extras: [{ extraId: await desk.extra({}) }], customerId: desk.emily.id });
    const { rows } = await table();
    const names = Object.keys(rows[0]!).filter((name) => !name.endsWith("Id") && name !== "id" && name !== "uid");
    const text = file(
      names.join(","),
      ...rows.map((row) => names.map((name) => `"${row[name]!.replaceAll('"', '""')}"`).join(",")),
    );

    await fresh();
    await desk.service({ name: "Yoga", enableGroupBooking: true, maxCapacity: 2 });
    await desk.extra({ price: 99 });
    const answer = await bring(text);
    assert.deepEqual(counts(answer), [2, 0, 0, 0], answer.text);
    const [session, haircut] = (await list()) as [Record<string, any>, Record<string, any>];
    assert.deepEqual(
      [session.isGroupBooking, session.attendees.map(({ name }: { name: string }) => name)],
      [true, ["Ann", "Ben"]],
    );
    assert.deepEqual(
      haircut.extras.map(({ name, price }: { name: string; price: number }) => [name, price]),
      [["Beard", 1500]],
    );
    assert.deepEqual([haircut.customer.id, haircut.endTime], [desk.emily.id, at(2, "10:30")]);

    const guests = [{ name: "Ann", email: "ann@example.com" }, { name: "Cem" }];
    const changed = await bring(file("id,attendees", `${session.id},${quoted(guests)}`));
    assert.deepEqual(counts(changed), [0, 1, 0, 0], changed.text);
    const after = await desk.read(session.id);
    assert.deepEqual(
      after.attendees.map(({ name, status, uid }: any) => [name, status, uid === session.attendees[0].uid]),
      [
        ["Ann", "booked", true],
        ["Ben", "canceled", false],
        ["Cem", "booked", false],
      ],
    );
  });

  it("lets employees bring in their own alone, and export no more than they see", async () => {
    await fresh();
    await desk.booked(at(2, "09:00"), { employeeId: desk.owner.id });
    await desk.booked(at(2, "09:00"));
    const { key } = await installation.member(desk.salon.id, "employee", desk.james.id);
    const seen = await installation.send("GET", "/api/services/appointments/export", { key });
    assert.equal(parse(seen.text, { bom: true, columns: true }).length, 1);
    const answer = await bring(
      file(
        "startTime,serviceName,employeeName",
        `${at(2, "10:00")},Haircut,`,
        `${at(2, "11:00")},Haircut,Owner of ${desk.salon.subdomain}`,
      ),
      "",
      key,
    );
    assert.deepEqual([counts(answer), problems(answer)], [[1, 0, 0, 1], [[3, "employeeName"]]]);
  });

  it("takes ten thousand rows without asking the database for each", async () => {
    await fresh();
    const lines = Array.from({ length: 10_000 }, (_, n) => {
      const start = new Date(Date.parse("2024-01-01T00:00:00Z") + n * 1_800_000).toISOString();
      return `${start},Haircut,Customer ${n % 800},c${n % 800}@example.com,James Wilson,completed`;
    });
    const text = file("startTime,serviceName,customerName,customerEmail,employeeName,status", ...lines);
    const began = performance.now();
    let answer!: Awaited<ReturnType<typeof bring>>;
    const statements = await countingStatements(async () => {
      answer = await bring(text);
    });
    const seconds = (performance.now() - began) / 1000;
    assert.deepEqual(counts(answer), [10_000, 0, 0, 0], answer.text.slice(0, 500));
    assert.ok(statements > 100 && statements < 1000, `${statements} statements`);
    assert.ok(seconds < 60, `${seconds.toFixed(1)} s`);
    const { rows, text: exported } = await table();
    assert.equal(rows.length, 10_000);
    assert.deepEqual(counts(await bring(exported)), [0, 0, 10_000, 0]);
  });
});
