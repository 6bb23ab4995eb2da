import { z } from "zod";
import { badRequest, DomainError } from "./errors.ts";

/** `limit` and `cursor`, as every list takes them. */
export const PageQuery = z.object({
  limit: z
    .string()
    .regex(/^\d{1,3}$/, { error: "Must be a number from 1 to 200" })
    .transform(Number)
    .refine((count) => count >= 1 && count <= 200, { error: "Must be a number from 1 to 200" })
    .default(50)
    .meta({ description: "Records in one page" }),
  cursor: z
    .string()
    .max(500)
    .optional()
    .meta({ description: "Where the last page ended, from its `Link` or `nextCursor`" }),
});

const pages = new WeakSet<z.ZodType>();

/** The answer of a list: one page, how many there are in all, and where the next page begins. */
export const page = <Item extends z.ZodType>(item: Item) => {
  const schema = z.object({ items: z.array(item), total: z.int(), nextCursor: z.string().nullable() });
  pages.add(schema);
  return schema;
};
export const isPage = (schema: z.ZodType) => pages.has(schema);
export type Page<Item> = { items: Item[]; total: number; nextCursor: string | null };

/** Opaque to callers: the sort key of the last record of a page. */
export const encodeCursor = (key: (string | number | null)[]) => Buffer.from(JSON.stringify(key)).toString("base64url");

export function decodeCursor(cursor: string, length: number): (string | number | null)[] {
  try {
    const key = JSON.parse(Buffer.from(cursor, "base64url").toString());
    if (Array.isArray(key) && key.length === length && key.every(isPartOfKey)) return key;
  } catch {}
  throw foreignCursor();
}

const isPartOfKey = (part: unknown) => part === null || typeof part === "string" || typeof part === "number";

/** The cursor of a list that is ordered by id alone. */
export function decodeIdCursor(cursor: string): number {
  const [id] = decodeCursor(cursor, 1);
  if (typeof id === "number" && Number.isSafeInteger(id)) return id;
  throw foreignCursor();
}

export const foreignCursor = () =>
  new DomainError(badRequest, "Invalid request parameters", [
    { field: "cursor", message: "Must be a cursor that a list of this kind gave out" },
  ]);

/**
 * What became of a list that was given `cursor`. All else in its query is parsed, so what the database says of a value (a NUL
 * in a text, a number or a date beyond its type: class 22) is said of a cursor that somebody made up.
 */
export const refusedCursor = (error: unknown, cursor: unknown): unknown =>
  cursor !== undefined && /^22/.test((error as { code?: string } | null)?.code ?? "") ? foreignCursor() : error;

/** Cuts one row more than `limit` down to a page. Ask the database for `limit + 1` rows. */
export function toPage<Item>(
  rows: Item[],
  limit: number,
  total: number,
  key: (item: Item) => (string | number | null)[],
) {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, total, nextCursor: rows.length > limit && last ? encodeCursor(key(last)) : null };
}
