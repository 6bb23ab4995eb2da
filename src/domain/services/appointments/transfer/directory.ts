import type { ImportRow } from "../../../../platform/csv/import.ts";
import type { RowProblem } from "../../../../platform/csv/report.ts";
import type { Cells } from "./columns.ts";

/** Something that rows point at by id, name or e-mail. `gone`: deleted; old appointments still have it. */
export type Entry = { id: number; name: string; email?: string | null; gone: boolean };
export type Directory<One extends Entry> = { noun: "service" | "employee" | "location"; entries: One[] };

/** A row that cannot be taken. */
export class BadRow extends Error {
  readonly field: string | null;
  constructor(field: string | null, reason: string) {
    super(reason);
    this.field = field;
  }
  at({ line }: Pick<ImportRow<unknown>, "line">): RowProblem {
    return { line, field: this.field, reason: this.message };
  }
}

/**
 * Whom a row means. Undefined where the file does not say, or says what is stored already (`storedId`, whatever became of
 * it since); null where its cells are empty. Names are compared without case. Throws BadRow for what is unknown or unclear.
 */
export function find<One extends Entry>(
  { noun, entries }: Directory<One>,
  cells: Cells,
  storedId: number | null,
): One | null | undefined {
  const given = cells as Record<string, unknown>;
  const [id, name, email] = ["Id", "Name", "Email"].map((part) => given[`${noun}${part}`]) as [
    number | null | undefined,
    string | null | undefined,
    string | null | undefined,
  ];
  if (id === undefined && name === undefined && email === undefined) return undefined;
  if (!id && !name && !email) return storedId === null ? undefined : null;
  const fits = (entry: One) => (!name || sameText(entry.name, name)) && (!email || sameText(entry.email ?? "", email));
  if (storedId !== null) {
    if (id === storedId) return undefined;
    const stored = entries.find((entry) => entry.id === storedId);
    if (!id && stored && fits(stored)) return undefined;
  }
  const there = entries.filter(({ gone }) => !gone);
  if (id) return byId(noun, there, id, name);
  if (email) {
    const mailed = there.find((entry) => sameText(entry.email ?? "", email));
    if (mailed) return mailed;
    if (!name) throw new BadRow(`${noun}Email`, `There is no ${noun} ${email}`);
  }
  const called = there.filter((entry) => sameText(entry.name, name!) && (!email || !entry.email));
  if (called.length > 1) throw new BadRow(`${noun}Name`, `Several are called ${name}: send ${noun}Id`);
  if (!called[0]) throw new BadRow(`${noun}Name`, `There is no ${noun} called ${name}`);
  return called[0];
}

function byId<One extends Entry>(noun: string, there: One[], id: number, name: string | null | undefined): One {
  const found = there.find((entry) => entry.id === id);
  if (!found) throw new BadRow(`${noun}Id`, `There is no ${noun} ${id}`);
  // The ids of another installation are other records here.
  if (name && !sameText(found.name, name))
    throw new BadRow(`${noun}Name`, `Number ${id} is ${found.name} here: leave ${noun}Id or ${noun}Name empty`);
  return found;
}

const sameText = (one: string, other: string) => one.trim().toLowerCase() === other.trim().toLowerCase();
