import { sql } from "kysely";
import type { z } from "zod";
import { breath } from "../breath.ts";
import { type Refusals, translateConstraint } from "../constraints.ts";
import { badRequest, DomainError, validationError } from "../errors.ts";
import { issueDetails } from "../issues.ts";
import type { Context } from "../operation.ts";
import { isRetryable } from "../transaction.ts";
import { decodeUpload } from "./decode.ts";
import { unguardFormula } from "./formulas.ts";
import { readHeader } from "./header.ts";
import { type CsvRow, cellProblem, readCsv } from "./read.ts";
import { type ImportReport, newReport, type RowProblem } from "./report.ts";

/**
 * So many bad rows are a file of another kind. To read on would keep a connection to the database, and those who wait for
 * theirs, for as long as such a file goes on: 200 MB hold sixty million rows.
 */
const mostBad = 200_000;

/** A row that fits its schema. */
export type ImportRow<Value> = { line: number; value: Value };
/** What a batch came to. A row is counted once: created, updated, unchanged, or named in `problems`. */
export type BatchResult = { created: number; updated: number; unchanged: number; problems: RowProblem[] };

export type ImportOptions<Columns extends z.ZodObject> = {
  /** A strict object of cells (cells.ts): each field takes the text of its cell; one that may be absent is optional. */
  columns: Columns;
  /** Other names for columns, such as `{ "full name": "name" }`. Case, spaces, `_` and `-` never matter. */
  aliases?: Record<string, string>;
  /** Keep nothing when any row is bad. */
  atomic: boolean;
  /** The noun's broken constraints, in words. */
  refusals?: Refusals;
  /** Stores rows, in as few statements as it can. May throw a DomainError: the bad row is then looked for. */
  upsertBatch(rows: ImportRow<z.output<Columns>>[]): Promise<BatchResult>;
  batchSize?: number;
  /** The table that grows. Whatever PostgreSQL last counted there, it learns how large it is becoming. */
  table?: string;
};

/**
 * Brings a CSV in, row by row from the upload to the database, in the memory of one batch. Good rows are kept and each
 * bad one is reported; with `atomic` a bad row undoes all. Throws VALIDATION_ERROR where the header does not fit, or where
 * there is no end of bad rows.
 */
export async function importCsv<Columns extends z.ZodObject>(
  context: Context,
  options: ImportOptions<Columns>,
): Promise<ImportReport> {
  if (!context.upload) throw new DomainError(badRequest, "Send the CSV as text/csv.");
  const rows = readCsv(decodeUpload(context.upload));
  try {
    const header = readHeader((await rows.next()).value as CsvRow | undefined, options.columns, options.aliases ?? {});
    // A plan that was made when the table was empty must not be used again when it has grown to 50,000 rows.
    await sql`set local plan_cache_mode = force_custom_plan`.execute(context.db);
    return await keepOrUndo(context, options, header, rows);
  } finally {
    // Lets go of an upload that was not read to its end.
    await rows.return(undefined);
  }
}

async function keepOrUndo<Columns extends z.ZodObject>(
  context: Context,
  options: ImportOptions<Columns>,
  header: string[],
  rows: AsyncIterable<CsvRow>,
): Promise<ImportReport> {
  const report = newReport();
  try {
    await context.attempt(async () => {
      await importRows(context, options, header, rows, report);
      if (options.atomic && report.failed > 0) throw new NothingKept();
    });
  } catch (error) {
    if (!(error instanceof NothingKept)) throw error;
    Object.assign(report, { created: 0, updated: 0, unchanged: 0, applied: false });
  }
  // A row that the database refuses is known later than one that cannot be read.
  report.errors.sort((a, b) => a.line - b.line);
  return report;
}

/** Undoes an atomic import while its report is still answered. */
class NothingKept extends Error {}

type Report = ReturnType<typeof newReport>;

async function importRows<Columns extends z.ZodObject>(
  context: Context,
  options: ImportOptions<Columns>,
  header: string[],
  rows: AsyncIterable<CsvRow>,
  report: Report,
) {
  const { columns, batchSize = 500, table } = options;
  let batch: ImportRow<z.output<Columns>>[] = [];
  let stored = 0;
  const store = async () => {
    await storeRows(context, options, batch, report);
    // Audit entries and events of 50,000 rows are not kept in memory either.
    await context.flush();
    batch = [];
    // Figures of a table that was small when they were taken lead to plans that read all of it for each row. Somebody
    // else's import may be at it: theirs will do.
    if (table && [1, 4, 16, 64].includes(++stored))
      await sql`analyze (skip_locked) ${sql.table(table)}`.execute(context.db);
  };
  // Rows that are stored wait for the database; a million bad ones wait for nothing.
  const othersToo = breath();
  for await (const row of rows) {
    await othersToo();
    const parsed = parseCells(row, header, columns);
    if (parsed === "blank") continue;
    report.total += 1;
    if (Array.isArray(parsed)) {
      report.fail(parsed);
      if (report.failed > mostBad) throw tooManyBad(report);
    } else if (batch.push(parsed) >= batchSize) await store();
  }
  if (batch.length > 0) await store();
}

function tooManyBad({ total, errors }: Report): DomainError {
  const [first] = errors as [RowProblem];
  return new DomainError(
    validationError,
    `More than ${mostBad} of the first ${total} rows cannot be taken, so nothing was kept. Mend the file, or send it in parts.`,
    [{ field: "csv", message: `Line ${first.line}${first.field ? `, ${first.field}` : ""}: ${first.reason}` }],
  );
}

function parseCells<Columns extends z.ZodObject>(
  row: CsvRow,
  header: string[],
  columns: Columns,
): ImportRow<z.output<Columns>> | RowProblem[] | "blank" {
  const { line } = row;
  if ("problem" in row) return [{ line, field: null, reason: row.problem }];
  const { cells } = row;
  // Spreadsheets end files with lines of bare commas.
  if (cells.every((cell) => cell.trim() === "")) return "blank";
  if (cells.length !== header.length)
    return [{ line, field: null, reason: `Has ${cells.length} cells where the header has ${header.length}` }];
  const problems = cells.flatMap((cell, index) => {
    const reason = cellProblem(cell);
    return reason ? [{ line, field: header[index]!, reason }] : [];
  });
  if (problems.length > 0) return problems;
  const parsed = columns.safeParse(
    Object.fromEntries(header.map((field, index) => [field, unguardFormula(cells[index]!)])),
  );
  if (parsed.success) return { line, value: parsed.data };
  return issueDetails(parsed.error).map(({ field, message }) => ({ line, field, reason: message }));
}

/** Stores a batch; where the database or a rule refuses it, its halves, until the bad rows stand alone. */
async function storeRows<Columns extends z.ZodObject>(
  context: Context,
  options: ImportOptions<Columns>,
  rows: ImportRow<z.output<Columns>>[],
  report: Report,
  attempt = 1,
): Promise<void> {
  try {
    const { created, updated, unchanged, problems } = await context.attempt(() => options.upsertBatch(rows));
    report.created += created;
    report.updated += updated;
    report.unchanged += unchanged;
    report.fail(problems);
  } catch (thrown) {
    // The upload cannot be read again, so the transaction cannot be run again; its savepoint can.
    if (isRetryable(thrown) && attempt < 4) return storeRows(context, options, rows, report, attempt + 1);
    const error = translateConstraint(thrown, options.refusals ?? {});
    if (!(error instanceof DomainError)) throw error;
    if (rows.length === 1) {
      const { field, message } = error.details?.[0] ?? { field: null, message: error.message };
      report.fail([{ line: rows[0]!.line, field, reason: error.details ? `${message}: ${error.message}` : message }]);
      return;
    }
    const middle = Math.ceil(rows.length / 2);
    await storeRows(context, options, rows.slice(0, middle), report);
    await storeRows(context, options, rows.slice(middle), report);
  }
}
