import { z } from "zod";
import { newHandle } from "../../src/platform/handles.ts";
import type { Operation } from "../../src/platform/operation.ts";

/** An id that no record has. */
export const unknownId = 999_999_999;

/** Values to try until a field's schema takes one. */
const candidates: unknown[] = [
  unknownId,
  String(unknownId),
  "Sample",
  "sample@example.com",
  "2035-03-05T18:00:00Z",
  "2035-03-05",
  "10:00",
  "UTC",
  "usd",
  "en",
  "US",
  "+14155550100",
  "https://example.com",
  "a quiet harbour",
  "123456",
  true,
  1,
  0,
  [],
  {},
];
const byName: Record<string, unknown> = {
  email: "sample@example.com",
  phone: "+14155550100",
  password: "a quiet harbour",
  endTime: "2035-03-05T19:00:00Z",
  endsAt: "2035-03-05T19:00:00Z",
  end: "2035-03-05T19:00:00Z",
  to: "2035-03-06",
};

/** The smallest input that a schema takes, or null where it cannot be guessed. It names records that do not exist. */
export function sampleOf(schema: z.ZodType, businessId: number): Record<string, unknown> | null {
  const shape = shapeOf(schema);
  if (!shape) return null;
  const sample: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(shape)) {
    if (field.safeParse(undefined).success) continue;
    sample[name] = guess(field, businessId, name);
    if (sample[name] === undefined) return null;
  }
  if (schema.safeParse(sample).success) return sample;
  // Something like "e-mail or phone": with one more field it may do.
  for (const [name, field] of Object.entries(shape)) {
    const more = { ...sample, [name]: sample[name] ?? guess(field, businessId, name) };
    if (schema.safeParse(more).success) return more;
  }
  return null;
}

function guess(schema: z.ZodType, businessId: number, name = ""): unknown {
  const handle = newHandle("sample", businessId);
  const tries = [...(name in byName ? [byName[name]] : []), ...choicesOf(schema), handle, ...candidates];
  const found = tries.find((value) => schema.safeParse(value).success);
  if (found !== undefined && !isEmpty(found)) return found;
  const plain = schema instanceof z.ZodOptional || schema instanceof z.ZodNullable ? schema.unwrap() : schema;
  const inner =
    plain instanceof z.ZodArray
      ? [guess(plain.element as z.ZodType, businessId)]
      : sampleOf(plain as z.ZodType, businessId);
  return schema.safeParse(inner).success ? inner : found;
}

const isEmpty = (value: unknown) => typeof value === "object" && value !== null && Object.keys(value).length === 0;

function shapeOf(schema: z.ZodType): Record<string, z.ZodType> | null {
  if (schema instanceof z.ZodObject) return schema.shape as Record<string, z.ZodType>;
  if (schema instanceof z.ZodPipe) return shapeOf(schema.in as z.ZodType);
  if (schema instanceof z.ZodUnion) return shapeOf(schema.options[0] as z.ZodType);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return shapeOf(schema.unwrap() as z.ZodType);
  return null;
}

const choicesOf = (schema: z.ZodType): unknown[] => {
  if (schema instanceof z.ZodOptional) return choicesOf(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodEnum) return schema.options;
  if (schema instanceof z.ZodLiteral) return [...schema.values];
  return [];
};

/** The address of an operation with everything that it needs in path and query, for records that do not exist. */
export function addressOf(operation: Operation, businessId: number, values: Record<string, unknown> = {}): string {
  const [, route = ""] = operation.http!.split(" ");
  const query = { ...(operation.query ? sampleOf(operation.query, businessId) : {}), ...values };
  const path = route.replace(/\?id$/, "").replace(/:(\w+)/g, (_, name: string) => {
    const value = query[name] ?? unknownId;
    delete query[name];
    return encodeURIComponent(String(value));
  });
  if (route.endsWith("?id")) query.id ??= unknownId;
  const search = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  );
  return search.size > 0 ? `${path}?${search}` : path;
}
