import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";

const address = "/api/services/employees";

describe("employees", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  let services: number[];
  before(async () => {
    installation = await openTestInstallation();
    salon = await installation.business();
    services = [];
    for (const name of ["Haircut", "Dye", "Shave"])
      services.push((await salon.call("POST", "/api/services/services", { name, duration: 30 })).body.id);
  });
  after(() => installation.close());

  let counter = 0;
  const hire = async (business: TestBusiness, draft: object = {}) => {
    const { status, body } = await business.call("POST", address, { name: `Person ${++counter}`, ...draft });
    assert.equal(status, 201, JSON.stringify(body));
    return body;
  };
  const placeOf = async (business: TestBusiness) =>
    (await business.call("POST", "/api/services/locations", { name: `Branch ${++counter}` })).body.id as number;

  it("creates an employee as the reference shows it, and makes the job title an employee role", async () => {
    const { status, body } = await salon.call("POST", address, {
      name: "James Wilson",
      email: "james@salon.com",
      role: "stylist",
      serviceIds: services,
    });
    assert.equal(status, 201);
    const { id, roleId, version, ...shown } = body;
    assert.equal(typeof id, "number");
    assert.deepEqual(shown, {
      name: "James Wilson",
      email: "james@salon.com",
      phone: null,
      role: "stylist",
      serviceIds: services,
      allServices: false,
      locationIds: [],
      active: true,
      color: null,
      bio: null,
      photoUrl: null,
      userId: null,
      position: 0,
    });
    assert.equal(version, 1);
    const { body: role } = await salon.call("GET", `/api/services/employee-role?id=${roleId}`);
    assert.equal(role.name, "stylist");
    assert.ok(role.permissions.includes("appointments:write") && !role.permissions.includes("staff:write"));
    assert.equal(role.onlyOwn, true);
  });

  it("knows a job title again however it is written, also when two people bring it at once", async () => {
    const titles = await Promise.all(["Barber", "barber", "BARBER"].map((role) => hire(salon, { role })));
    assert.equal(new Set(titles.map(({ roleId }) => roleId)).size, 1);
    assert.equal(new Set(titles.map(({ role }) => role)).size, 1);
  });

  it("lets an employee without a list of services perform every service, new ones too", async () => {
    const shop = await installation.business();
    const { body: first } = await shop.call("POST", "/api/services/services", { name: "Cut" });
    const anna = await hire(shop);
    assert.deepEqual([anna.allServices, anna.serviceIds], [true, [first.id]]);
    const { body: second } = await shop.call("POST", "/api/services/services", { name: "Dye" });
    const { body: later } = await shop.call("GET", `${address}?id=${anna.id}`);
    assert.deepEqual(later.serviceIds, [first.id, second.id]);
    const { body: none } = await shop.call("PATCH", `${address}?id=${anna.id}`, { serviceIds: [] });
    assert.deepEqual([none.allServices, none.serviceIds], [false, []]);
    const { body: all } = await shop.call("PATCH", `${address}?id=${anna.id}`, { serviceIds: null });
    assert.deepEqual([all.allServices, all.serviceIds], [true, [first.id, second.id]]);
    await shop.call("DELETE", `/api/services/services?id=${first.id}`);
    assert.deepEqual((await shop.call("GET", `${address}?id=${anna.id}`)).body.serviceIds, [second.id]);
  });

  it("filters by service, location, activity and words", async () => {
    const shop = await installation.business();
    const { body: cut } = await shop.call("POST", "/api/services/services", { name: "Cut" });
    const { body: dye } = await shop.call("POST", "/api/services/services", { name: "Dye" });
    const [north, south] = [await placeOf(shop), await placeOf(shop)];
    await hire(shop, { name: "Anna North", serviceIds: [cut.id], locationIds: [north] });
    await hire(shop, { name: "Bert South", serviceIds: [dye.id], locationIds: [south], active: false });
    await hire(shop, { name: "Cleo 50%" });
    const namesFor = async (query: string) =>
      (await shop.call("GET", `${address}?${query}`)).body
        .map(({ name }: { name: string }) => name)
        .filter((name: string) => !name.startsWith("Owner"));
    assert.deepEqual(await namesFor(`serviceId=${cut.id}`), ["Anna North", "Cleo 50%"]);
    assert.deepEqual(await namesFor(`serviceId=${dye.id}&active=true`), ["Cleo 50%"]);
    assert.deepEqual(await namesFor(`locationId=${south}`), ["Bert South", "Cleo 50%"]);
    assert.deepEqual(await namesFor("active=false"), ["Bert South"]);
    assert.deepEqual(await namesFor("search=NORTH"), ["Anna North"]);
    assert.deepEqual(await namesFor("search=0%25"), ["Cleo 50%"]);
    assert.deepEqual(await namesFor("serviceId=999999999"), []);
    const { headers, body } = await shop.call("GET", `${address}?limit=3`);
    assert.deepEqual([headers["x-total-count"], body.length], ["4", 3]);
    assert.match(headers.link, /rel="next"/);
  });

  it("refuses services, locations and users of another business, naming the field", async () => {
    const other = await installation.business();
    const { body: theirs } = await other.call("POST", "/api/services/services", { name: "Theirs" });
    const theirPlace = await placeOf(other);
    for (const [field, value] of [
      ["serviceIds", [services[0], theirs.id]],
      ["locationIds", [theirPlace]],
      ["userId", other.userId],
    ] as const) {
      const made = await salon.call("POST", address, { name: "X", [field]: value });
      assert.deepEqual([made.status, made.body.details?.[0].field], [404, field]);
    }
    const mine = await hire(salon);
    assert.equal((await salon.call("PATCH", `${address}?id=${mine.id}`, { serviceIds: [theirs.id] })).status, 404);
    for (const method of ["GET", "PATCH", "DELETE"]) {
      const body = method === "PATCH" ? { name: "Stolen" } : undefined;
      assert.equal((await other.call(method, `${address}?id=${mine.id}`, body)).status, 404, method);
    }
  });

  it("refuses bad fields, each by its name", async () => {
    const { status, body } = await salon.call("POST", address, {
      name: " ",
      email: "james",
      color: "red",
      serviceIds: ["1"],
      position: -1,
      salary: 1,
    });
    assert.equal(status, 422);
    assert.deepEqual(body.details.map(({ field }: { field: string }) => field).sort(), [
      "color",
      "email",
      "name",
      "position",
      "salary",
      "serviceIds.0",
    ]);
  });

  it("has each email and each user once, also when they race", async () => {
    const email = "twice@salon.example";
    const answers = await Promise.all([1, 2, 3].map(() => salon.call("POST", address, { name: "Twin", email })));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409, 409]);
    assert.equal(answers.find(({ status }) => status === 409)!.body.details[0].field, "email");
    const again = await salon.call("POST", address, { name: "Owner again", userId: salon.userId });
    assert.deepEqual([again.status, again.body.details[0].field], [409, "userId"]);
  });

  it("tells the second of two editors that the first was quicker, also when only services changed", async () => {
    const { id } = await hire(salon);
    const { headers } = await salon.call("GET", `${address}?id=${id}`);
    const edit = (body: object) => salon.call("PATCH", `${address}?id=${id}`, body, { "if-match": headers.etag });
    assert.equal((await edit({ serviceIds: [services[0]] })).status, 200);
    assert.equal((await edit({ name: "Late" })).status, 412);
  });

  it("is not deleted while appointments are to come, and says how many and what to do", async () => {
    const { id, name } = await hire(salon, { email: "leaving@salon.example" });
    const book = (startTime: string, endTime: string, status: string) =>
      salon.call("POST", "/api/services/appointments", {
        serviceId: services[0],
        startTime,
        endTime,
        employeeId: id,
        status,
      });
    const first = await book("2031-03-04T18:00:00Z", "2031-03-04T18:30:00Z", "approved");
    const second = await book("2031-03-03T18:00:00Z", "2031-03-03T18:30:00Z", "pending");
    assert.deepEqual([first.status, second.status], [201, 201], JSON.stringify([first.body, second.body]));
    const refused = await salon.call("DELETE", `${address}?id=${id}`);
    assert.equal(refused.status, 409);
    assert.match(
      refused.body.message,
      new RegExp(`^${name} still has 2 upcoming appointments, the next at 2031-03-03`),
    );
    assert.match(refused.body.message, /cancel them first/);
    for (const { body } of [first, second])
      assert.equal(
        (await salon.call("PUT", `/api/services/appointments?id=${body.id}`, { status: "canceled" })).status,
        200,
      );
    assert.deepEqual((await salon.call("DELETE", `${address}?id=${id}`)).body, { id, deleted: true });
    assert.equal((await salon.call("GET", `${address}?id=${id}`)).status, 404);
    // The address is free again for whoever follows.
    await hire(salon, { email: "leaving@salon.example" });
  });

  it("is never booked and deleted at once, however they race", async () => {
    for (let round = 0; round < 8; round++) {
      const { id } = await hire(salon);
      const [booked, deleted] = await Promise.all([
        salon.call("POST", "/api/services/appointments", {
          serviceId: services[0],
          employeeId: id,
          startTime: "2031-03-04T18:00:00Z",
          endTime: "2031-03-04T18:30:00Z",
        }),
        new Promise((resolve) => setTimeout(resolve, round)).then(() => salon.call("DELETE", `${address}?id=${id}`)),
      ]);
      const outcome = [booked.status, deleted.status].join();
      assert.ok(["201,409", "409,200", "404,200"].includes(outcome), outcome);
    }
  });

  it("ends the access of an employee who leaves, and of nobody else", async () => {
    const leaving = await hire(salon);
    const { key } = await installation.member(salon.id, "employee", leaving.id);
    assert.equal((await installation.send("GET", address, { key })).status, 200);
    assert.equal((await salon.call("DELETE", `${address}?id=${leaving.id}`)).status, 200);
    installation.forgetCallers();
    assert.equal((await installation.send("GET", address, { key })).status, 401);

    const boss = await hire(salon);
    const manager = await installation.member(salon.id, "manager", boss.id);
    await salon.call("DELETE", `${address}?id=${boss.id}`);
    installation.forgetCallers();
    assert.equal((await installation.send("GET", address, { key: manager.key })).status, 200);
  });

  it("writes down who changed what", async () => {
    const { id } = await hire(salon, { serviceIds: [services[0]] });
    await salon.call("PATCH", `${address}?id=${id}`, { serviceIds: [services[1]], role: "Colourist" });
    const { body } = await salon.call("GET", `/api/services/audit-log?subject=employee&subjectId=${id}`);
    const change = body.find(({ action }: { action: string }) => action === "employee.updated");
    assert.deepEqual([change.before.serviceIds, change.after.serviceIds], [[services[0]], [services[1]]]);
    assert.deepEqual([change.before.role, change.after.role], [null, "Colourist"]);
  });
});
