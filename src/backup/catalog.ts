import type pg from "pg";
import type { Sequence } from "./format.ts";

/** A table as a backup sees it. */
export type Table = {
  name: string;
  /** Its rows are seen one business at a time. */
  perBusiness: boolean;
  /** Without those that PostgreSQL computes, and without transaction ids, which mean nothing on another server. */
  columns: string[];
};

/** Counters of the moment, and the migrations' own books. */
const leftOut = ["rate_limits", "schema_migrations", "schema_migrations_lock"];

export async function readTables(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query(
    `select relname as name, relrowsecurity as "perBusiness",
       array(select attname::text from pg_attribute
         where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '' and atttypid <> 'xid8'::regtype
         order by attnum) as columns
     from pg_class c
     where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p') and not relispartition
       and relname <> all ($1)
     order by relname`,
    [leftOut],
  );
  return rows;
}

/** Where the ids of every table have got to. */
export async function readSequences(client: pg.ClientBase): Promise<Sequence[]> {
  const { rows } = await client.query(
    `select t.relname as table, a.attname as column, coalesce(s.last_value, 0)::text as last
     from pg_attribute a join pg_class t on t.oid = a.attrelid
     join pg_sequences s on format('%I.%I', s.schemaname, s.sequencename)::regclass
       = pg_get_serial_sequence(format('%I.%I', s.schemaname, t.relname), a.attname)::regclass
     where t.relnamespace = current_schema()::regnamespace and s.schemaname = current_schema() and a.attidentity <> ''
     order by 1, 2`,
  );
  return rows.map((row) => ({ ...row, last: Number(row.last) }));
}

export type ForeignKey = { table: string; name: string; definition: string };

export async function readForeignKeys(client: pg.ClientBase): Promise<ForeignKey[]> {
  const { rows } = await client.query(
    `select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace and conparentid = 0
     order by 1, 2`,
  );
  return rows;
}
