import { damaged } from "./decode.ts";

// Reads RFC 4180. Written here because csv-parse, after a quote in the wrong place, reads on inside the quotes and takes
// the good rows that follow with it, and counts a quoted CRLF as two lines. Here a bad row costs itself alone.

/** A row of the file, by the line on which it begins (the first line is 1): its cells, or why it cannot be read. */
export type CsvRow = { line: number; cells: string[] } | { line: number; problem: string };

/** No customer, service or appointment is longer; without a limit an open quote would swallow the file into memory. */
const longestRow = 256 * 1024;

/** The rows of a CSV text. The delimiter (comma, semicolon or tab) is found in the first line. Empty lines are left out. */
export async function* readCsv(chunks: AsyncIterable<string>): AsyncGenerator<CsvRow> {
  let text = "";
  let line = 1;
  let delimiter: string | undefined;

  function* rowsOf(final: boolean): Generator<CsvRow> {
    let at = 0;
    while (at < text.length) {
      if (delimiter === undefined) {
        const header = firstLine(text, final);
        if (header === undefined) break;
        const [, told] = /^sep=([,;|\t])$/i.exec(header) ?? [];
        delimiter = told ?? delimiterOf(header);
        // Excel's own way of telling the delimiter, in a line before the header.
        if (told) {
          at = breakAfter(text, header.length);
          line += 1;
          continue;
        }
      }
      const row = parseRow(text, at, delimiter, final);
      if (row === "unfinished" && text.length - at < longestRow) break;
      if (typeof row === "string" || "problem" in row) {
        // Back to the line after the one that the bad row began on: what follows may be good.
        const end = firstLine(text.slice(at, at + longestRow), true)!.length;
        yield { line, problem: typeof row === "string" ? tooLong : row.problem };
        at = breakAfter(text, at + end);
        line += 1;
        continue;
      }
      if (row.cells.length > 1 || row.cells[0] !== "") yield { line, cells: row.cells };
      at = row.end;
      line += row.breaks;
    }
    text = text.slice(at);
  }

  let fresh = 0;
  for await (const chunk of chunks) {
    text += chunk;
    fresh += chunk.length;
    // An unfinished row is read again from its start, so not for every few bytes that arrive.
    if (fresh < 16 * 1024) continue;
    yield* rowsOf(false);
    fresh = 0;
  }
  yield* rowsOf(true);
}

const tooLong = `Is longer than ${longestRow / 1024} kB, or a quote is opened and never closed`;

type Parsed = { cells: string[]; end: number; breaks: number } | { problem: string } | "unfinished";

/** One row from `at` on. `final`: no more text will come, so what ends here is finished. */
function parseRow(text: string, at: number, delimiter: string, final: boolean): Parsed {
  const cells: string[] = [];
  let breaks = 0;
  for (;;) {
    let cell: string;
    if (text[at] === '"') {
      const close = closingQuote(text, at + 1);
      // A quote at the very end may be the first of two.
      if (close === -1 || (close + 1 === text.length && !final)) {
        return final ? { problem: "A quote is opened and never closed" } : "unfinished";
      }
      cell = text.slice(at + 1, close);
      if (cell.includes('"')) cell = cell.replaceAll('""', '"');
      breaks += countBreaks(cell);
      at = close + 1;
    } else {
      const end = endOfPlainCell(text, at, delimiter);
      if (end === text.length && !final) return "unfinished";
      cell = text.slice(at, end);
      if (cell.includes('"'))
        return { problem: `Has a quote inside a cell that is not quoted (cell ${cells.length + 1})` };
      at = end;
    }
    cells.push(cell);
    const next = text[at];
    if (next === delimiter) {
      at += 1;
      // The row goes on, with a last empty cell if nothing follows.
      if (at === text.length && !final) return "unfinished";
    } else if (next === undefined) {
      return { cells, end: at, breaks };
    } else if (next === "\n" || next === "\r") {
      if (next === "\r" && at + 1 === text.length && !final) return "unfinished";
      return { cells, end: breakAfter(text, at), breaks: breaks + 1 };
    } else {
      return { problem: `Has text after the closing quote of cell ${cells.length}` };
    }
  }
}

function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at;
  }
  return -1;
}

function endOfPlainCell(text: string, from: number, delimiter: string): number {
  const stop = delimiter.charCodeAt(0);
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === stop || code === 10 || code === 13) return at;
  }
  return text.length;
}

const countBreaks = (cell: string) => (/[\r\n]/.test(cell) ? cell.match(/\r\n|\r|\n/g)!.length : 0);

/** Past the line break at `at`: CRLF, LF or CR. */
const breakAfter = (text: string, at: number) => at + (text[at] === "\r" && text[at + 1] === "\n" ? 2 : 1);

function firstLine(text: string, final: boolean): string | undefined {
  const end = text.search(/[\r\n]/);
  if (end === -1) return final || text.length > longestRow ? text : undefined;
  return text.slice(0, end);
}

function delimiterOf(header: string): string {
  const bare = header.replaceAll(/"[^"]*"/g, "");
  const counts = [",", ";", "\t"].map((mark) => ({ mark, count: bare.split(mark).length }));
  return counts.reduce((best, other) => (other.count > best.count ? other : best)).mark;
}

/** Why a cell cannot be stored, or null. */
export function cellProblem(cell: string): string | null {
  if (cell.includes("\0")) return "Must not contain NUL characters";
  if (cell.includes(damaged)) return "Is not valid UTF-8. Save the file as “CSV UTF-8”";
  return null;
}
