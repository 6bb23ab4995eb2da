import pg from "pg";
import { poolSettings } from "../platform/connection.ts";
import type { Database } from "../platform/database.ts";

/** A connection of its own for hours of work, whose values stay the text that PostgreSQL wrote. */
export async function connectForCopy(database: Database): Promise<pg.Client> {
  const { types: _, max: __, ...settings } = poolSettings(database.connection, 1, "schedly-backup");
  const client = new pg.Client(settings);
  client.on("error", () => {}); // a lost connection also rejects the query under way
  await client.connect();
  await client.query("set idle_in_transaction_session_timeout = 0; set datestyle = 'ISO'; set extra_float_digits = 1");
  return client;
}

/** One business's rows are seen from now on, until the transaction ends. */
export const enter = (client: pg.Client, businessId: number) =>
  client.query("select set_config('app.business_id', $1, true)", [String(businessId)]);
