import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { damaged, decodeUpload } from "./decode.ts";
import { exportCsv } from "./export.ts";
import { guardFormula, unguardFormula } from "./formulas.ts";
import { type CsvRow, readCsv } from "./read.ts";

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}
/** Reads a file that arrives in pieces of `size` bytes. */
async function read(file: string | Buffer, size = 7): Promise<CsvRow[]> {
  const bytes = Buffer.from(file as string);
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  return all(readCsv(decodeUpload(pieces())));
}
const cells = async (file: string | Buffer) =>
  (await read(file)).map((row) => ("cells" in row ? row.cells : `line ${row.line}: ${row.problem}`));
async function write(columns: string[], rows: Record<string, unknown>[]): Promise<string> {
  const { content } = exportCsv(
    "x.csv",
    columns,
    (async function* () {
      yield* rows;
    })(),
  );
  return (await all(content as AsyncIterable<string>)).join("");
}

describe("reading CSV", () => {
  it("finds commas, semicolons and tabs, and takes Excel's word for it", async () => {
    for (const file of ["a,b\n1,2", "a;b\r\n1;2", "a\tb\r1\t2", '"a,x";b\n1;2', "sep=;\r\na;b\r\n1;2\r\n"]) {
      const rows = await cells(file);
      assert.equal(rows.length, 2, file);
      assert.deepEqual(rows[1], ["1", "2"], file);
    }
  });

  it("tells the line a row begins on, whatever line breaks its cells and the file have", async () => {
    const file = 'a,b\r\n"one\r\ntwo\n\nthree",x\r\n\r\n\r\n2,y\n3,"z\rz"\r4,w';
    assert.deepEqual(
      (await read(file)).map(({ line }) => line),
      [1, 2, 8, 9, 11],
    );
  });

  it("loses one row to one wrong quote, not the rows that follow", async () => {
    const rows = await cells('a,b\n1,"x" y\n2,ok\n3,5" nail\n4,"ok"\n5,"never closed\n6,ok\n7,ok\n');
    assert.deepEqual(rows, [
      ["a", "b"],
      "line 2: Has text after the closing quote of cell 2",
      ["2", "ok"],
      "line 4: Has a quote inside a cell that is not quoted (cell 2)",
      ["4", "ok"],
      "line 6: A quote is opened and never closed",
      ["6", "ok"],
      ["7", "ok"],
    ]);
  });

  it("gives up on a row that is endless, and goes on after it", async () => {
    const file = `a,b\n1,"${"x\n".repeat(200_000)}`;
    const rows = await read(file, 64 * 1024);
    assert.match((rows[1] as { problem: string }).problem, /Is longer than 256 kB/);
    assert.equal(rows.length, 200_001);
  });

  it("marks the cell that is not UTF-8", async () => {
    const file = Buffer.concat([Buffer.from("name\nZoë\n"), Buffer.from("Ren\xe9e\n", "latin1"), Buffer.from("Ōno")]);
    assert.deepEqual(await cells(file), [["name"], ["Zoë"], [`Ren${damaged}e`], ["Ōno"]]);
  });

  it("reads what another program's parser reads, in pieces of any size", async () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "é", "😀", '"', ",", ";", "\n", "\r\n", " ", "'", "=") });
    const table = fc
      .integer({ min: 2, max: 5 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
      );
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 40 }), async (rows, size) => {
        const header = rows[0]!.map((_, index) => `c${index}`);
        const file = [header, ...rows]
          .map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(","))
          .join("\r\n");
        const read_ = (await read(file, size)).map((row) => ("cells" in row ? row.cells : row.problem));
        assert.deepEqual(read_, parse(file, { record_delimiter: "\r\n" }));
      }),
    );
  });
});

describe("writing CSV", () => {
  it("writes what RFC 4180 and Excel ask for", async () => {
    const text = await write(
      ["name", "tags", "born", "count", "vip"],
      [{ name: 'Ann "A", B', tags: ["x", "y"], born: null, count: -5, vip: true }],
    );
    assert.equal(text, '\uFEFFname,tags,born,count,vip\r\n"Ann ""A"", B","x, y",,-5,true\r\n');
  });

  it("keeps a spreadsheet from running what somebody typed", async () => {
    for (const text of ["=1+1", "+1-555-0102", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1", "'=1"])
      assert.equal(guardFormula(text), `'${text}`);
    assert.equal(guardFormula("'tis"), "'tis");
    assert.equal(unguardFormula("+1-555-0102"), "+1-555-0102");
  });

  it("writes what reads back the same, and what another program's parser reads too", async () => {
    const text = fc.string({
      unit: fc.constantFrom("a", "é", '"', ",", ";", "\t", "\n", "\r", "'", "=", "+", "-", "@", "＝"),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ a: text, b: text }), { maxLength: 5 }), async (rows) => {
        const file = await write(["a", "b"], rows);
        const back = (await read(file)).slice(1).map((row) => ("cells" in row ? row.cells.map(unguardFormula) : row));
        assert.deepEqual(
          back,
          rows.map(({ a, b }) => [a, b]),
        );
        assert.equal(parse(file, { bom: true, record_delimiter: "\r\n" }).length, rows.length + 1);
      }),
    );
  });
});
