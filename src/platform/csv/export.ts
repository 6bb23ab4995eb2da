import { z } from "zod";
import { type FileAnswer, file } from "../operation.ts";
import { guardFormula } from "./formulas.ts";

const contentType = "text/csv; charset=utf-8";

/** The `output` of an operation that answers `exportCsv`. */
export const CsvFile = file(z.custom<FileAnswer>(), contentType);

/**
 * A CSV file of `rows` under a header of `columns`, written while it is read. RFC 4180, with the byte order mark without
 * which Excel takes UTF-8 for Latin-1. Texts that a spreadsheet would run are guarded; `importCsv` takes the guard (and
 * the mark) off again, so that a file that is exported and imported changes nothing.
 */
export const exportCsv = (
  filename: string,
  columns: string[],
  rows: AsyncIterable<Record<string, unknown>>,
): FileAnswer => ({ contentType, filename, content: lines(columns, rows) });

const chunkLength = 32 * 1024;

async function* lines(columns: string[], rows: AsyncIterable<Record<string, unknown>>): AsyncGenerator<string> {
  let chunk = `\uFEFF${columns.map(cell).join(",")}\r\n`;
  for await (const row of rows) {
    chunk += `${columns.map((column) => cell(row[column])).join(",")}\r\n`;
    if (chunk.length >= chunkLength) {
      yield chunk;
      chunk = "";
    }
  }
  yield chunk;
}

/** Lists are written with commas, null as nothing. Instants and dates are ISO 8601 already. */
function cell(value: unknown): string {
  if (value === null || value === undefined) return "";
  // Only a text can be somebody's formula; a negative number is a number.
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const text = guardFormula(Array.isArray(value) ? value.join(", ") : String(value));
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
