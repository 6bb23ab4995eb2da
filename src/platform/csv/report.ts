import { z } from "zod";
import { BooleanParameter } from "../schemas.ts";

/** Why a row was not taken. `line` is where it begins in the file, the header being line 1. */
export type RowProblem = { line: number; field: string | null; reason: string };

/** What every import takes in its query. */
export const ImportQuery = z.object({
  atomic: BooleanParameter.default(false).meta({ description: "Keep nothing when any row is bad" }),
});

/** What every import answers. */
export const ImportReport = z
  .object({
    total: z.int().meta({ description: "Rows in the file, the header and empty lines left out" }),
    created: z.int(),
    updated: z.int(),
    unchanged: z.int().meta({ description: "Rows that said what was stored already" }),
    failed: z.int(),
    applied: z.boolean().meta({ description: "false when atomic=true and a row was bad: nothing was kept" }),
    errors: z.array(z.object({ line: z.int(), field: z.string().nullable(), reason: z.string() })),
    errorsTruncated: z.boolean().meta({ description: "There were more errors than are listed" }),
  })
  .meta({ id: "ImportReport" });
export type ImportReport = z.infer<typeof ImportReport>;

const mostErrors = 1000;

/** Counts an import as it goes. The list of errors is bounded, whatever the file is like. */
export function newReport(): ImportReport & { fail(problems: RowProblem[]): void } {
  return {
    total: 0,
    created: 0,
    updated: 0,
    unchanged: 0,
    failed: 0,
    applied: true,
    errors: [],
    errorsTruncated: false,
    fail(problems) {
      this.failed += new Set(problems.map(({ line }) => line)).size;
      const room = mostErrors - this.errors.length;
      this.errors.push(...problems.slice(0, room));
      if (problems.length > room) this.errorsTruncated = true;
    },
  };
}
