import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";

/** How spreadsheets write records: by their names, and by `#id` where a name would not lead back to the one record. */
export type Labels = {
  of(id: number): string;
  /** The id behind a label, or why there is none. */
  find(label: string): number | { reason: string };
};

/** Words that mean something else in the same cell are labels of nobody. */
export async function labelsOf(
  context: Context,
  table: "services" | "locations",
  noun: string,
  reserved: readonly string[] = [],
): Promise<Labels> {
  const { rows } = await sql<{ id: number; name: string }>`
    select id, name from ${sql.table(table)} where business_id = ${context.businessId} and deleted_at is null`.execute(
    context.db,
  );
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  const byName = Map.groupBy(rows, ({ name }) => name.toLowerCase());
  const leadsBack = (name: string) =>
    byName.get(name.toLowerCase())!.length === 1 &&
    !/[,#\r\n]|^\s|\s$/.test(name) &&
    !reserved.includes(name.toLowerCase());
  return {
    of(id) {
      const name = names.get(id);
      return name !== undefined && leadsBack(name) ? name : `#${id}`;
    },
    find(label) {
      const [, number] = /^#([1-9]\d{0,15})$/.exec(label) ?? [];
      if (number && names.has(Number(number))) return Number(number);
      const found = byName.get(label.toLowerCase()) ?? [];
      if (found.length === 1) return found[0]!.id;
      if (found.length === 0) return { reason: `There is no ${noun} ${label}` };
      const ids = found.map(({ id }) => `#${id}`).join(" or ");
      return { reason: `Several ${noun}s are named ${label}: write ${ids}` };
    },
  };
}

/** The ids behind all of the labels, or why one has none. */
export function findAll(labels: Labels, texts: string[]): number[] | { reason: string } {
  const ids: number[] = [];
  for (const text of texts) {
    const found = labels.find(text);
    if (typeof found !== "number") return found;
    ids.push(found);
  }
  return ids;
}
