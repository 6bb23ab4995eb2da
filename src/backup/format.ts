/**
 * A backup is one gzip file of text lines, which `zcat` shows:
 *
 *     {"schedly":"backup","format":1, …}                    the header
 *     {"table":"users","columns":["id","email", …]}         a block of a table that belongs to no business
 *     1	ada@example.com	…                                its rows, as PostgreSQL's COPY writes them
 *     \.                                                    the end of the block
 *     {"table":"customers","business":1,"columns":[ … ]}    a block of one business's rows; business 0 is the installation
 *     …
 *     {"jobs":true,"columns":[ … ]}                         work that was still to do, in the same form
 *     …
 *     {"rows":{"users":1, …},"sequences":[ … ]}             how many rows there are; where ids go on
 *     {"end":true,"sha256":"…"}                             over everything before this line
 *
 * It is a snapshot of one instant and holds every table but the rate limiter's counters. Columns that PostgreSQL
 * computes are left out. Values that are sealed stay sealed: they need the encryption key, which is in the header of a
 * backup made with `--with-key` and in no other.
 */
export type Header = {
  schedly: "backup";
  format: 1;
  /** The version that wrote it. */
  version: string;
  createdAt: string;
  migrations: string[];
  /** A word sealed with the encryption key, which tells whether a key is the right one. */
  keyCheck: string | null;
  /** The encryption key itself, in hex. */
  key?: string;
};

export type Block = ({ table: string; business?: number } | { jobs: true }) & { columns: string[] };
export type Sequence = { table: string; column: string; last: number };
export type Summary = { rows: Record<string, number>; sequences: Sequence[] };
export type End = { end: true; sha256: string };

export const formatVersion = 1;
export const endOfBlock = "\\.\n";
/** The name under which `rows` counts jobs. */
export const jobsName = "(jobs)";

/** A backup that cannot be used, in one sentence for the operator. */
export class BadBackup extends Error {
  override name = "BadBackup";
}
