/** The application's role and database inside the cluster. */
import pg from "pg";
import type { Address } from "./address.ts";

/** `host` is the folder of a socket, except on Windows, where there is a password as well. */
export type Connection = Address & { user: string; database: string };

export const ROLE = "schedly";
export const DATABASE = "schedly";

/**
 * Sees to it that the role owns the database and is no superuser, in one query when all is well. The role may create
 * the extensions that Schedly needs by itself (btree_gist, citext, pg_trgm, unaccent): PostgreSQL marks them trusted.
 */
export async function prepareDatabase(admin: Connection): Promise<Connection> {
  const client = new pg.Client(admin);
  client.on("error", () => {}); // a lost connection also rejects the query under way
  await client.connect();
  try {
    const { rows } = await client.query(`
      select (select not (rolsuper or rolbypassrls or rolcreaterole or rolreplication)
              from pg_roles where rolname = '${ROLE}') as harmless,
             exists (select from pg_database where datname = '${DATABASE}') as database`);
    const { harmless, database } = rows[0] as { harmless: boolean | null; database: boolean };
    if (harmless === null) await client.query(`create role ${ROLE} login ${passwordClause(client, admin)}`);
    if (harmless === false) {
      await client.query(`alter role ${ROLE} nosuperuser nobypassrls nocreaterole noreplication`);
    }
    if (!database) await client.query(`create database ${DATABASE} owner ${ROLE}`);
  } finally {
    await client.end();
  }
  return { ...admin, user: ROLE, database: DATABASE };
}

/** One password does for both roles: whoever can read its file can read the cluster as well. */
function passwordClause(client: pg.Client, { password }: Connection): string {
  return password === undefined ? "" : `password ${client.escapeLiteral(password)}`;
}
