import type { FastifyInstance } from "fastify";
import { badRequest, DomainError } from "../../platform/errors.ts";
import { refuseHostile } from "../../platform/hostile.ts";

/** The longest text that a field takes is 5,000 characters, each of which may take nine bytes on the way. */
export const formLimit = 128 * 1024;

/** Reads what a plain form sends, in this scope alone: the API's routes keep to JSON. */
export function readForms(scope: FastifyInstance) {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string", bodyLimit: formLimit },
    (_request, text, done) => {
      const fields: Record<string, string> = Object.create(null);
      // A lone surrogate cannot get through: what is no UTF-8 becomes U+FFFD on the way.
      for (const [name, value] of new URLSearchParams(text as string)) fields[name] = value.replace(/\r\n?/g, "\n");
      try {
        refuseHostile(fields, badRequest);
        done(null, fields);
      } catch (refusal) {
        done(refusal as Error);
      }
    },
  );
  scope.addContentTypeParser("*", (_request, payload, done) => {
    payload.resume();
    done(new DomainError(badRequest, "Send the page's form."));
  });
}
