import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import "../tables.ts";

type Table = "serviceCategories" | "services" | "extras";
type Stored = { id: number } & Record<string, unknown>;

/** Rows in one statement: PostgreSQL takes at most 65,535 parameters. */
const most = 1000;

export async function insertRows(context: Context, table: Table, noun: string, rows: object[]): Promise<Stored[]> {
  const made: Stored[] = [];
  for (const part of parts(rows)) {
    const values = part.map((row) => ({ businessId: context.businessId, ...row }));
    made.push(...((await anyTable(context).insertInto(table).values(values).returningAll().execute()) as Stored[]));
  }
  for (const after of made) context.audit({ action: `${noun}.created`, subject: noun, subjectId: after.id, after });
  return made;
}

/** Writes records over what is stored, whole. */
export async function overwriteRows(
  context: Context,
  table: Table,
  noun: string,
  changes: { before: object; after: object }[],
): Promise<void> {
  const before = new Map(changes.map((change) => [(change.before as Stored).id, change.before]));
  for (const part of parts(changes)) {
    const columns = Object.keys(part[0]!.after).filter(
      (column) => !["businessId", "id", "version", "createdAt", "updatedAt"].includes(column),
    );
    const written = (await anyTable(context)
      .insertInto(table)
      .values(part.map(({ after }) => after))
      .onConflict((known: any) =>
        known
          .columns(["businessId", "id"])
          .doUpdateSet((eb: any) =>
            Object.fromEntries(columns.map((column) => [column, eb.ref(`excluded.${column}`)])),
          ),
      )
      .returningAll()
      .execute()) as Stored[];
    for (const after of written)
      context.audit({
        action: `${noun}.updated`,
        subject: noun,
        subjectId: after.id,
        before: before.get(after.id),
        after,
      });
  }
}

export async function replaceServiceResources(
  context: Context,
  services: { serviceId: number; needs: { resourceId: number; quantity: number }[] }[],
): Promise<void> {
  if (services.length === 0) return;
  const ids = services.map(({ serviceId }) => serviceId);
  await sql`delete from service_resources where business_id = ${context.businessId} and service_id = any(${ids})`.execute(
    context.db,
  );
  const needs = services.flatMap(({ serviceId, needs }) =>
    needs.map((need) => ({ businessId: context.businessId, serviceId, ...need })),
  );
  for (const part of parts(needs)) await context.db.insertInto("serviceResources").values(part).execute();
}

function* parts<Item>(items: Item[]): Generator<Item[]> {
  for (let at = 0; at < items.length; at += most) yield items.slice(at, at + most);
}

// The three tables differ in their columns alone.
const anyTable = (context: Context) => context.db as any;
