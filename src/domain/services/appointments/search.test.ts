import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { TestInstallation } from "../../../../test/support/installation.ts";
import { at, type Desk, openDesk, openOnMonday } from "./desk.test-support.ts";

describe("searching appointments", () => {
  let installation: TestInstallation;
  let desk: Desk;
  let ids: Record<string, number>;
  let uid: string;
  before(async () => {
    installation = await openOnMonday();
    desk = await openDesk(installation);
    const colour = await desk.service({ name: "Colour & gloss" });
    const course = await desk.service({ name: "Course", maxCapacity: 5 });
    const maria = await desk.customer({
      name: "María López",
      email: "m.lopez@example.com",
      phone: "+1 (512) 555-0102",
    });
    const emilys = await desk.booked(at(2, "09:00"), {
      customerId: desk.emily.id,
      internalNotes: "Wants 50% off_peak",
    });
    uid = emilys.uid;
    const made = {
      emilys,
      marias: await desk.booked(at(2, "10:00"), { customerId: maria.id }),
      colour: await desk.booked(at(3, "10:00"), { customerId: maria.id, serviceId: colour.id, notes: "Dark copper" }),
      session: await desk.booked(at(4, "10:00"), {
        serviceId: course.id,
        isGroupBooking: true,
        attendees: [{ name: "Tom Becker", email: "tom@example.com" }],
      }),
    };
    ids = Object.fromEntries(Object.entries(made).map(([name, { id }]) => [name, id]));
    const other = await openDesk(installation);
    await other.booked(at(2, "09:00"), { customerId: other.emily.id });
  });
  after(() => installation.close());

  const found = async (search: string, more = "") => {
    const { body } = await desk.list(`search=${encodeURIComponent(search)}${more}`);
    return body.map(({ id }: { id: number }) => Object.keys(ids).find((name) => ids[name] === id));
  };

  it("finds by who comes, what for, what is noted, and by its number", async () => {
    const table: [search: string, expected: string[]][] = [
      ["emily", ["emilys"]],
      ["LÓPEZ", ["marias", "colour"]],
      ["m.lopez@example.com", ["marias", "colour"]],
      ["512 555 0102", ["marias", "colour"]],
      ["5550102", ["marias", "colour"]],
      ["gloss", ["colour"]],
      ["copper", ["colour"]],
      ["off_peak", ["emilys"]],
      ["becker", ["session"]],
      ["tom@example", ["session"]],
      [uid, ["emilys"]],
      [`#${ids.session}`, ["session"]],
      ["nobody", []],
    ];
    for (const [search, expected] of table) assert.deepEqual(await found(search), expected, search);
  });

  it("asks that every word be found, wherever it stands", async () => {
    assert.deepEqual(await found("maría colour"), ["colour"]);
    assert.deepEqual(await found("lópez haircut"), ["marias"]);
    assert.deepEqual(await found("emily colour"), []);
  });

  it("takes signs of patterns for what they are", async () => {
    assert.deepEqual(await found("50%"), ["emilys"]);
    assert.deepEqual(await found("%"), ["emilys"]);
    assert.deepEqual(await found("offXpeak"), []);
    assert.deepEqual(await found("o_f"), []);
  });

  it("goes together with the other filters, with pages and with the export", async () => {
    assert.deepEqual(await found("lópez", "&from=2027-03-03"), ["colour"]);
    assert.deepEqual(await found("lópez", "&order=desc"), ["colour", "marias"]);
    const first = await desk.list("search=lópez&limit=1");
    assert.equal(first.headers["x-total-count"], "2");
    const next = await desk.salon.call("GET", /<([^>]+)>/.exec(String(first.headers.link))![1]!);
    assert.equal(next.body[0].id, ids.colour);
    const file = await desk.salon.call("GET", "/api/services/appointments/export?search=copper");
    assert.equal(file.text.trim().split("\n").length, 2);
  });

  it("shows an employee nothing of others' customers", async () => {
    const { key } = await installation.member(desk.salon.id, "employee", desk.owner.id);
    assert.deepEqual((await desk.list("search=emily", key)).body, []);
  });
});
