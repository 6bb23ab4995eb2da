import assert from "node:assert/strict";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";

describe("bringing customers in and out as CSV", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  before(async () => {
    installation = await openTestInstallation();
    salon = await installation.business();
  });
  after(() => installation.close());

  const address = "/api/services/customers";
  const send = (business: TestBusiness, raw: string | Buffer, query = "", type = "text/csv") =>
    installation.send("POST", `${address}/import${query}`, {
      key: business.key,
      raw,
      headers: { "content-type": type },
    });
  const rowsOf = async (business: TestBusiness) =>
    (await business.call("GET", `${address}?limit=200&sort=createdAt`)).body as Record<string, any>[];
  const report = (body: Record<string, any>) => [body.total, body.created, body.updated, body.unchanged, body.failed];
  const reasons = (body: { errors: { line: number; field: string | null; reason: string }[] }) =>
    body.errors.map(({ line, field, reason }) => `${line} ${field}: ${reason}`);

  it("adds who is new, and knows who is known by id, e-mail or phone", async () => {
    const shop = await installation.business();
    const first = await send(
      shop,
      "Name,E-mail,Phone Number\nAnn,ann@example.com,\nBob,,+15125550134\nCid,cid@example.com,\n",
    );
    assert.equal(first.status, 200);
    assert.deepEqual(report(first.body), [3, 3, 0, 0, 0]);
    const [ann] = await rowsOf(shop);
    const again = await send(
      shop,
      `id,name,email,phone\n${ann!.id},Anna,anna@example.com,\n,bob,,+1 512 555 0134\n,Cid,CID@example.com,+15125550135\n,Dora,,\n`,
    );
    assert.deepEqual(report(again.body), [4, 1, 3, 0, 0]);
    const rows = await rowsOf(shop);
    assert.deepEqual(
      rows.map(({ name, email, phoneE164 }) => [name, email, phoneE164]),
      [
        ["Anna", "anna@example.com", null],
        ["bob", null, "+15125550134"],
        ["Cid", "cid@example.com", "+15125550135"],
        ["Dora", null, null],
      ],
    );
  });

  it("exports those alone who are named", async () => {
    const shop = await installation.business();
    const add = async (name: string) => (await shop.call("POST", address, { name })).body.id;
    const [anna, , carl] = [await add("Anna"), await add("Bert"), await add("Carl")];
    const { text } = await shop.call("GET", `${address}/export?ids=${carl},${anna}`);
    assert.deepEqual(
      text
        .trim()
        .split("\r\n")
        .slice(1)
        .map((line: string) => line.split(",")[1]),
      ["Anna", "Carl"],
    );
    const refused = await shop.call("GET", `${address}/export?ids=1,x`);
    assert.equal(refused.status, 400);
  });

  it("changes nothing when an export is imported, whatever people have typed", async () => {
    const shop = await installation.business();
    const people = [
      { name: "=1+1", phone: "+1-555-0102", notes: "@home, -5°\r\nsecond line\n\nlast", tags: ["vip", "regular"] },
      { name: '"Quoted", Esq.', email: "q@example.com", notes: "'=apostrophe", address: "a;b\tc" },
      { name: "Zoë 😀", dateOfBirth: "1990-02-28", language: "pt-BR", timeZone: "Europe/Berlin", smsConsent: true },
      { name: "-", gender: "'" },
      { name: "Plain" },
    ];
    for (const person of people) assert.equal((await shop.call("POST", address, person)).status, 201);
    const before = await rowsOf(shop);
    const exported = await shop.call("GET", `${address}/export`);
    assert.equal(exported.headers["content-type"], "text/csv; charset=utf-8");
    assert.match(exported.headers["content-disposition"], /^attachment; filename="customers-\d{4}-\d\d-\d\d\.csv"$/);
    const { body } = await send(shop, exported.text);
    assert.deepEqual([report(body), body.errors], [[5, 0, 0, 5, 0], []]);
    assert.deepEqual(await rowsOf(shop), before);
    assert.equal((await shop.call("GET", `${address}/export`)).text, exported.text);

    const other = await installation.business();
    const moved = await send(other, exported.text.replaceAll(/^\d+,/gm, ","));
    assert.deepEqual(report(moved.body), [5, 5, 0, 0, 0]);
    const bare = ({ id, createdAt, updatedAt, version, ...rest }: Record<string, any>) => rest;
    assert.deepEqual((await rowsOf(other)).map(bare), before.map(bare));
  });

  it("keeps the good rows and reports each bad one with its line, field and reason", async () => {
    const shop = await installation.business();
    const file = Buffer.concat([
      Buffer.from(
        [
          "name,email,dateOfBirth,notes",
          'Ann,ann@example.com,1990-01-01,"two',
          'lines"',
          ",nobody@example.com,,",
          "Bob,not an address,31.12.1990,",
          'Cid,cid@example.com,,"open" quote',
          "Dora,dora@example.com,,",
          "Eve,eve@example.com",
          "Fay,fay@example.com,2199-01-01,",
        ].join("\n"),
      ),
      Buffer.from("\nRen\xe9,rene@example.com,,\n", "latin1"),
      Buffer.from("N\0ul,nul@example.com,,\n,,,\n\nGus,gus@example.com,,"),
    ]);
    const { status, body } = await send(shop, file);
    assert.equal(status, 200);
    assert.deepEqual(report(body), [10, 3, 0, 0, 7]);
    assert.deepEqual(reasons(body), [
      "4 name: Must not be empty",
      "5 email: Must be a valid email address",
      "5 dateOfBirth: Must be a date such as 2026-02-25",
      "6 null: Has text after the closing quote of cell 4",
      "8 null: Has 2 cells where the header has 4",
      "9 dateOfBirth: Must not lie in the future",
      "10 name: Is not valid UTF-8. Save the file as “CSV UTF-8”",
      "11 name: Must not contain NUL characters",
    ]);
    assert.deepEqual(
      (await rowsOf(shop)).map(({ name }) => name),
      ["Ann", "Dora", "Gus"],
    );
  });

  it("keeps nothing of a file with a bad row where that is asked for, and still tells which", async () => {
    const shop = await installation.business();
    const { status, body } = await send(shop, "name,email\nAnn,a@example.com\nBob,nope\n", "?atomic=true");
    assert.equal(status, 200);
    assert.deepEqual([report(body), body.applied], [[2, 0, 0, 0, 1], false]);
    assert.deepEqual(await rowsOf(shop), []);
    const audits = await installation.asSystem(shop.id, (context) =>
      context.db.selectFrom("auditLog").select("action").where("subject", "=", "customer").execute(),
    );
    assert.deepEqual(audits, []);
    assert.equal((await send(shop, "name\nAnn\n", "?atomic=true")).body.applied, true);
  });

  it("finds the one row of a batch that the database refuses", async () => {
    const shop = await installation.business();
    await send(shop, "name,email\nAnn,ann@example.com\nBob,bob@example.com\n");
    const [ann, bob] = await rowsOf(shop);
    const file = ["id,name,email", `${ann!.id},Ann,bob@example.com`, "999999999,Nobody,"];
    for (let n = 0; n < 40; n++) file.push(`,New ${n},new${n}@example.com`);
    const { body } = await send(shop, file.join("\n"));
    assert.deepEqual(report(body), [42, 40, 0, 0, 2]);
    assert.deepEqual(reasons(body), [
      "2 email: Is taken: Another customer has this email address.",
      "3 id: There is no customer 999999999. Leave the id empty to add one",
    ]);
    assert.deepEqual([(await rowsOf(shop))[0]!.email, bob!.email], ["ann@example.com", "bob@example.com"]);
  });

  it("lets the later of two rows about one person win", async () => {
    const shop = await installation.business();
    const { body } = await send(
      shop,
      "name,email,notes\nAnn,ann@example.com,old\nBob,bob@example.com,\nAnn,ANN@example.com,new\n",
    );
    assert.deepEqual(report(body), [3, 2, 1, 0, 0]);
    assert.equal((await rowsOf(shop)).find(({ name }) => name === "Ann")!.notes, "new");
  });

  it("leaves alone what the file has no column for, and clears what its cells leave empty", async () => {
    const shop = await installation.business();
    await shop.call("POST", address, {
      name: "Ann",
      email: "ann@example.com",
      notes: "keep",
      gender: "f",
      tags: ["vip"],
      smsConsent: true,
    });
    const { body } = await send(shop, "email,name,gender,tags,smsConsent\nann@example.com,Ann,,,\n");
    assert.deepEqual(report(body), [1, 0, 1, 0, 0]);
    const [ann] = await rowsOf(shop);
    assert.deepEqual([ann!.notes, ann!.gender, ann!.tags, ann!.smsConsent], ["keep", null, [], true]);
  });

  it("keeps the children of a family apart that share a number", async () => {
    const shop = await installation.business();
    const file = "name,phone\nAnna Berg,+46812345678\nBen Berg,+46812345678\n";
    assert.deepEqual(report((await send(shop, file)).body), [2, 2, 0, 0, 0]);
    assert.deepEqual(report((await send(shop, file)).body), [2, 0, 0, 2, 0]);
  });

  it("refuses a file whose columns do not fit, naming every one and those that are known", async () => {
    const refusal = async (file: string | Buffer) => {
      const { status, body } = await send(salon, file);
      assert.equal(status, 422);
      return [
        body.message,
        ...(body.details as { field: string; message: string }[]).map((d) => `${d.field}: ${d.message}`),
      ];
    };
    assert.deepEqual(await refusal("email,nmae,Email,,nmae2\n"), [
      "The columns do not fit. Known are: id, name, email, phone, notes, gender, dateOfBirth, address, tags, language, timeZone, emailUnsubscribed, smsConsent.",
      "nmae: Unknown column",
      "csv: Column 4 has no name",
      "nmae2: Unknown column",
      "email: Is there twice",
      "name: Required column",
    ]);
    assert.match((await refusal(""))[0]!, /The file is empty/);
    assert.match((await refusal(Buffer.from("\uFEFFname\nAnn\n", "utf16le")))[0]!, /not UTF-8/);
    assert.match((await refusal('"name\nAnn'))[0]!, /header line cannot be read/);
  });

  it("gives up a file without an end of bad rows, and says what is wrong with the first", async () => {
    const shop = await installation.business();
    const { status, body } = await send(shop, `name,email\nAnn,\n${",x\n".repeat(200_001)}`);
    assert.equal(status, 422, JSON.stringify(body));
    assert.match(body.message, /^More than 200000 of the first 200002 rows cannot be taken, so nothing was kept\./);
    assert.match(body.details[0].message, /^Line 3, name: /);
    assert.deepEqual(await rowsOf(shop), []);
  });

  it("takes a form's file and JSON too", async () => {
    const shop = await installation.business();
    const form =
      '--x\r\nContent-Disposition: form-data; name="file"; filename="c.csv"\r\nContent-Type: text/csv\r\n\r\nname;tags\nAnn;"vip, new"\n\r\n--x--\r\n';
    assert.deepEqual(report((await send(shop, form, "", "multipart/form-data; boundary=x")).body), [1, 1, 0, 0, 0]);
    assert.deepEqual(
      report((await shop.call("POST", `${address}/import`, { csv: "name\tphone\nBob\t\n" })).body),
      [1, 1, 0, 0, 0],
    );
    assert.deepEqual(
      (await rowsOf(shop)).map(({ name, tags }) => [name, tags]),
      [
        ["Ann", ["vip", "new"]],
        ["Bob", []],
      ],
    );
    assert.equal((await shop.call("POST", `${address}/import`, { cvs: "" })).status, 400);
  });

  it("imports an employee's customers as their own, and exports no others", async () => {
    const shop = await installation.business();
    await shop.call("POST", address, { name: "A colleague's", email: "theirs@example.com" });
    const { body: employees } = await shop.call("GET", "/api/services/employees");
    const member = await installation.member(shop.id, "employee", employees[0].id);
    const imported = await installation.send("POST", `${address}/import`, {
      key: member.key,
      raw: "name,email\nMine,mine@example.com\nX,theirs@example.com\n",
      headers: { "content-type": "text/csv" },
    });
    assert.deepEqual(report(imported.body), [2, 1, 0, 0, 1]);
    const { text } = await installation.send("GET", `${address}/export`, { key: member.key });
    assert.ok(text.includes("Mine") && !text.includes("colleague"));
  });

  it("says who changed what in the audit log", async () => {
    const shop = await installation.business();
    await send(shop, "name,email\nAnn,ann@example.com\n");
    await send(shop, "name,email\nAnna,ann@example.com\n");
    const entries = await installation.asSystem(shop.id, (context) =>
      context.db.selectFrom("auditLog").selectAll().where("subject", "=", "customer").orderBy("id").execute(),
    );
    assert.deepEqual(
      entries.map(({ action, before, after }) => [action, (before as any)?.name, (after as any)?.name]),
      [
        ["customer.created", undefined, "Ann"],
        ["customer.updated", "Ann", "Anna"],
      ],
    );
  });

  describe("over the wire", () => {
    let url: string;
    before(async () => {
      await installation.server.listen({ port: 0, host: "127.0.0.1" });
      url = `http://127.0.0.1:${(installation.server.server.address() as AddressInfo).port}${address}`;
    });
    const post = (body: AsyncIterable<Uint8Array>, type = "text/csv", signal?: AbortSignal) =>
      fetch(`${url}/import`, {
        method: "POST",
        headers: { "cal-api-key": salon.key, "content-type": type },
        body: body as never,
        duplex: "half",
        ...(signal ? { signal } : {}),
      } as RequestInit);

    async function* manyCustomers(count: number, onRow: (n: number) => void = () => {}) {
      yield Buffer.from("name,email,phone,notes,tags\n");
      for (let n = 0; n < count; ) {
        let chunk = "";
        onRow(n);
        for (let i = 0; i < 250 && n < count; i++, n++)
          chunk += `Customer ${n},customer${n}@example.com,+1512${String(2_000_000 + n)},"Likes tea\nand cake, no. ${n}","a, b"\n`;
        yield Buffer.from(chunk);
      }
    }

    it("imports 50,000 customers in less than 20 seconds and constant memory, and exports them again", async (test) => {
      const heap: number[] = [];
      const began = performance.now();
      const answer = await post(
        manyCustomers(50_000, (n) => {
          if (n === 10_000 || n === 45_000) heap.push(keptMemory());
        }),
      );
      const seconds = (performance.now() - began) / 1000;
      const grown = (heap[1]! - heap[0]!) / 2 ** 20;
      test.diagnostic(`50,000 customers imported in ${seconds.toFixed(1)} s`);
      test.diagnostic(`memory kept at row 45,000 less that at row 10,000: ${grown.toFixed(1)} MB`);
      assert.deepEqual(report((await answer.json()) as Record<string, any>), [50_000, 50_000, 0, 0, 0]);
      assert.ok(seconds < 20, `took ${seconds} s`);
      assert.ok(grown < 10, `grew by ${grown} MB`);

      const begun = performance.now();
      const exported = await fetch(`${url}/export`, { headers: { "cal-api-key": salon.key } });
      const again = await post(exported.body as unknown as AsyncIterable<Uint8Array>);
      assert.deepEqual(report((await again.json()) as Record<string, any>), [50_000, 0, 0, 50_000, 0]);
      test.diagnostic(`exported and imported again in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
    });

    it("answers a file it refuses at once, and lets go of it, however much is still on its way", async () => {
      async function* endless() {
        yield Buffer.from("nmae,email\n");
        for (let n = 0; n < 2000; n++) yield Buffer.from("Ann,ann@example.com\n".repeat(500));
      }
      const answer = await post(endless());
      const { details } = (await answer.json()) as { details: { field: string }[] };
      assert.deepEqual([answer.status, details[0]!.field], [422, "nmae"]);
      await eventually("nobody is connected", async () => (await connections()) <= 1);
    });

    for (const type of ["text/csv", "multipart/form-data; boundary=x"]) {
      it(`keeps nothing of an upload as ${type} that breaks off`, async () => {
        const stop = new AbortController();
        async function* broken() {
          if (type !== "text/csv")
            yield Buffer.from('--x\r\nContent-Disposition: form-data; name="file"; filename="c.csv"\r\n\r\n');
          for await (const chunk of manyCustomers(2000))
            yield Buffer.from(chunk.toString().replaceAll("ustomer", "lient"));
          setTimeout(() => stop.abort(), 50);
          await wait(10_000, undefined, { ref: false });
        }
        await assert.rejects(post(broken(), type, stop.signal));
        const { pool } = installation.app.database;
        await eventually("its transaction is over", async () => pool.idleCount === pool.totalCount);
        assert.deepEqual((await salon.call("GET", `${address}?search=Client`)).body, []);
      });
    }

    const connections = () =>
      new Promise<number>((resolve) => installation.server.server.getConnections((_, count) => resolve(count)));
  });

  it("refuses half of a form", async () => {
    const half =
      '--x\r\nContent-Disposition: form-data; name="file"; filename="c.csv"\r\n\r\nname,email\nHalf,half@exa';
    assert.equal((await send(salon, half, "", "multipart/form-data; boundary=x")).status, 400);
    assert.deepEqual((await salon.call("GET", `${address}?search=Half`)).body, []);
  });
});

/** Bytes that are still held after the rubbish is gone. */
function keptMemory(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  return process.memoryUsage().heapUsed;
}

async function eventually(what: string, holds: () => Promise<boolean>) {
  for (let tries = 0; tries < 100; tries++) {
    if (await holds()) return;
    await wait(100);
  }
  assert.fail(`Not within ten seconds: ${what}`);
}
