import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";

const address = "/api/services/employee-role";

describe("employee roles", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  before(async () => {
    installation = await openTestInstallation();
    salon = await installation.business();
  });
  after(() => installation.close());

  let counter = 0;
  const makeRole = async (draft: object = {}) => {
    const { status, body } = await salon.call("POST", address, { name: `Role ${++counter}`, ...draft });
    assert.equal(status, 201, JSON.stringify(body));
    return body;
  };
  /** Somebody with the role who signs in, and a way to call the API as them. */
  const signIn = async (role: { name: string }) => {
    const { body: employee } = await salon.call("POST", "/api/services/employees", {
      name: `Person ${++counter}`,
      role: role.name,
    });
    const { key, userId } = await installation.member(salon.id, "employee", employee.id);
    installation.forgetCallers();
    return {
      employee,
      userId,
      call: (method: string, path: string, body?: unknown) => installation.send(method, path, { key, body }),
    };
  };

  it("adds, shows, changes, lists and deletes a role", async () => {
    const role = await makeRole({
      description: "At the counter",
      permissions: ["customers:read", "appointments:read"],
    });
    assert.deepEqual(role.permissions, ["customers:read", "appointments:read"]);
    assert.equal(role.onlyOwn, true);
    const { body: changed } = await salon.call("PATCH", `${address}?id=${role.id}`, { onlyOwn: false });
    assert.deepEqual([changed.onlyOwn, changed.description, changed.version], [false, "At the counter", 2]);
    assert.equal((await salon.call("PUT", `${address}?id=${role.id}`, { name: "Counter" })).body.name, "Counter");
    assert.ok((await salon.call("GET", address)).body.some(({ id }: { id: number }) => id === role.id));
    assert.deepEqual((await salon.call("DELETE", `${address}?id=${role.id}`)).body, { id: role.id, deleted: true });
    assert.equal((await salon.call("GET", `${address}?id=${role.id}`)).status, 404);
  });

  it("refuses unknown permissions and taken names, naming them", async () => {
    const unknown = await salon.call("POST", address, { name: "X", permissions: ["appointments:read", "till:open"] });
    assert.deepEqual([unknown.status, unknown.body.details[0].field], [422, "permissions.1"]);
    assert.match(unknown.body.details[0].message, /till:open/);
    const { name } = await makeRole();
    const twin = await salon.call("POST", address, { name: name.toUpperCase() });
    assert.deepEqual([twin.status, twin.body.details[0].field], [409, "name"]);
  });

  it("shows and gives nothing to another business", async () => {
    const role = await makeRole();
    const other = await installation.business();
    for (const [method, body] of [["GET"], ["PATCH", { name: "Mine" }], ["DELETE"]] as const)
      assert.equal((await other.call(method, `${address}?id=${role.id}`, body)).status, 404, method);
    assert.deepEqual((await other.call("GET", address)).body, []);
  });

  it("cannot be deleted while somebody has it", async () => {
    const role = await makeRole();
    const { employee } = await signIn(role);
    const refused = await salon.call("DELETE", `${address}?id=${role.id}`);
    assert.equal(refused.status, 409);
    assert.match(refused.body.message, /One employee has the role/);
    assert.equal((await salon.call("DELETE", `/api/services/employees?id=${employee.id}`)).status, 200);
    assert.equal((await salon.call("DELETE", `${address}?id=${role.id}`)).status, 200);
  });

  it("decides what its holders may do", async () => {
    const anna = await signIn(await makeRole({ permissions: ["appointments:read"] }));
    assert.equal((await anna.call("GET", "/api/services/time-blocks")).status, 200);
    const block = { startTime: "2031-01-06T10:00:00Z", endTime: "2031-01-06T11:00:00Z" };
    const refused = await anna.call("POST", "/api/services/time-blocks", block);
    assert.equal(refused.status, 403);
    assert.match(refused.body.message, /appointments:write/);
    assert.equal((await anna.call("GET", "/api/services/customers")).status, 403);
  });

  it("takes effect for people who have it already", async () => {
    const role = await makeRole({ permissions: ["appointments:read"] });
    const anna = await signIn(role);
    assert.equal((await anna.call("GET", "/api/services/employees")).status, 403);
    await salon.call("PATCH", `${address}?id=${role.id}`, { permissions: ["staff:read"] });
    assert.equal((await anna.call("GET", "/api/services/employees")).status, 200);
  });

  it("lets its holders see everybody's appointments where it is not for their own alone", async () => {
    const { body: service } = await salon.call("POST", "/api/services/services", { name: "Cut", duration: 30 });
    const own = await signIn(await makeRole({ permissions: ["appointments:read"] }));
    const all = await signIn(await makeRole({ permissions: ["appointments:read"], onlyOwn: false }));
    for (const [{ employee }, hour] of [
      [own, 18],
      [all, 19],
    ] as const) {
      const made = await salon.call("POST", "/api/services/appointments", {
        serviceId: service.id,
        employeeId: employee.id,
        startTime: `2031-01-07T${hour}:00:00Z`,
        endTime: `2031-01-07T${hour}:30:00Z`,
      });
      assert.equal(made.status, 201, JSON.stringify(made.body));
    }
    const seenBy = async ({ call }: typeof own) =>
      (await call("GET", "/api/services/appointments")).body.map(
        ({ employee }: { employee: { id: number } }) => employee.id,
      );
    assert.deepEqual(await seenBy(own), [own.employee.id]);
    assert.deepEqual(await seenBy(all), [own.employee.id, all.employee.id]);
  });

  describe("whoever may edit the staff", () => {
    const editor = ["staff:read", "staff:write", "appointments:read"];

    it("cannot make, change or delete a role that may do more than they", async () => {
      const lead = await signIn(await makeRole({ permissions: editor, onlyOwn: false }));
      const strong = await makeRole({ permissions: ["billing:write", "staff:read"] });
      const draft = { name: "Boss", permissions: ["staff:read", "billing:write"] };
      const made = await lead.call("POST", address, draft);
      assert.equal(made.status, 403);
      assert.match(made.body.message, /billing:write/);
      assert.equal((await lead.call("POST", address, { name: "Plain" })).status, 403);
      for (const [method, body] of [["PATCH", { permissions: ["staff:read"] }], ["DELETE"]] as const)
        assert.equal((await lead.call(method, `${address}?id=${strong.id}`, body)).status, 403, method);
      const weaker = await lead.call("POST", address, { name: "Junior", permissions: ["staff:read"] });
      assert.equal(weaker.status, 201);
      const raised = await lead.call("PATCH", `${address}?id=${weaker.body.id}`, { permissions: ["audit:read"] });
      assert.equal(raised.status, 403);
    });

    it("cannot give such a role to themselves or to anybody", async () => {
      const lead = await signIn(await makeRole({ permissions: editor, onlyOwn: false }));
      const strong = await makeRole({ permissions: ["billing:write"] });
      const raise = await lead.call("PATCH", `/api/services/employees?id=${lead.employee.id}`, { role: strong.name });
      assert.equal(raise.status, 403);
      // Without a role a member may do what employees usually do, which can be more than their job title gives.
      const drop = await lead.call("PATCH", `/api/services/employees?id=${lead.employee.id}`, { role: null });
      assert.equal(drop.status, 403);
      const hired = await lead.call("POST", "/api/services/employees", { name: "X", role: strong.name });
      assert.equal(hired.status, 403);
      assert.equal((await lead.call("POST", "/api/services/employees", { name: "Y" })).status, 201);
    });

    it("changes of colleagues nothing, of themselves only how they are shown, if they see their own alone", async () => {
      const anna = await signIn(await makeRole({ permissions: editor }));
      const bert = await signIn(await makeRole({ permissions: ["staff:read"] }));
      const patch = (id: number, body: object) => anna.call("PATCH", `/api/services/employees?id=${id}`, body);
      assert.equal((await patch(anna.employee.id, { bio: "Since 2019", color: "#0f766e" })).status, 200);
      const refused = await patch(anna.employee.id, { bio: "Boss", serviceIds: [], active: false });
      assert.equal(refused.status, 403);
      assert.match(refused.body.message, /serviceIds, active/);
      assert.equal((await patch(bert.employee.id, { bio: "Slow" })).status, 403);
      assert.equal((await anna.call("POST", "/api/services/employees", { name: "Friend" })).status, 403);
      assert.equal((await anna.call("DELETE", `/api/services/employees?id=${bert.employee.id}`)).status, 403);
      const wider = { name: "Sees all", permissions: ["appointments:read"], onlyOwn: false };
      assert.equal((await anna.call("POST", address, wider)).status, 403);
    });
  });
});
