import type { FastifyInstance } from "fastify";
import { invalidRequest, refuseOAuth } from "../../domain/accounts/oauth/errors.ts";
import { badRequest } from "../../platform/errors.ts";
import { refuseHostile } from "../../platform/hostile.ts";

/** A body as name and value, and the names that were given more than once. `json` is a JSON body as it is. */
export type Parameters = { parameters: Record<string, string>; repeated: Set<string>; json: unknown };

const limit = 64 * 1024;

/** Reads the form-encoded bodies that OAuth speaks of, and JSON with the same names, in this scope alone. */
export function readParameters(scope: FastifyInstance) {
  scope.removeAllContentTypeParsers();
  const parser =
    (read: (text: string) => Parameters) =>
    (_request: unknown, text: string | Buffer, done: (error: Error | null, body?: unknown) => void) => {
      try {
        done(null, read(String(text)));
      } catch (refusal) {
        done(refusal as Error);
      }
    };
  const options = { parseAs: "string", bodyLimit: limit } as const;
  scope.addContentTypeParser(
    "application/x-www-form-urlencoded",
    options,
    parser((text) => fromPairs([...new URLSearchParams(text)], null)),
  );
  scope.addContentTypeParser(/^application\/(?:[\w.+-]+\+)?json\b/, options, parser(fromJson));
  scope.addContentTypeParser("*", (_request, payload, done) => {
    payload.resume();
    done(refuseOAuth(invalidRequest, "Send application/x-www-form-urlencoded, or JSON."));
  });
}

function fromJson(text: string): Parameters {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {}
  if (typeof json !== "object" || json === null || Array.isArray(json))
    throw refuseOAuth(invalidRequest, "The body is not a JSON object.");
  refuseHostile(json, badRequest);
  const pairs = Object.entries(json);
  return fromPairs(
    pairs.filter((pair): pair is [string, string] => typeof pair[1] === "string"),
    json,
  );
}

function fromPairs(pairs: [string, string][], json: unknown): Parameters {
  const parameters: Record<string, string> = Object.create(null);
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const [name, value] of pairs) {
    if (seen.has(name)) repeated.add(name);
    seen.add(name);
    if (value !== "") parameters[name] = value;
  }
  refuseHostile(parameters, badRequest);
  return { parameters, repeated, json };
}
