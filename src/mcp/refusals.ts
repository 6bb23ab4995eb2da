import { toolDomains } from "../domain/identity/agents/tools.ts";
import type { DomainError } from "../platform/errors.ts";
import type { Tool } from "./tools.ts";

// What an agent reads when a call did not work: what was wrong, and what to do next.

export const tooLarge = "RESULT_TOO_LARGE";

export function tellRefusal(refusal: DomainError, tool: Tool): object {
  const { type, message, details, retryAfterSeconds } = refusal;
  return {
    error: type.code,
    message,
    ...(details ? { details: details.map((detail) => ({ ...detail, field: fieldOf(detail.field) })) } : {}),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    hint: hintFor(refusal, tool),
  };
}

/** An agent sends arguments, and no body or header. */
const fieldOf = (field: string) =>
  field === "body" ? "arguments" : field === "Idempotency-Key" ? "idempotencyKey" : field;

function hintFor({ type, details, retryAfterSeconds }: DomainError, tool: Tool): string {
  switch (type.code) {
    case "BAD_REQUEST":
    case "VALIDATION_ERROR":
      return "Correct the fields in `details` and call the tool again; its inputSchema says what each of them takes. Nothing was changed.";
    case "NOT_FOUND":
      return `Find the right one with ${finderOf(tool.name)} and call the tool again with what it shows.`;
    case "CONFLICT":
      return details?.length
        ? "Nothing was changed. `details` says what is in the way, or which alternatives are open: take one, or ask the person."
        : "Nothing was changed. Read the record again to see its state, and decide with the person whether this is still wanted.";
    case "FORBIDDEN":
      return "Do not try again with this key. Tell the person which permission is missing, so that they use another key or ask an owner.";
    case "PRECONDITION_FAILED":
      return "Somebody changed the record meanwhile. Read it again, and repeat the change if it is still right.";
    case "RATE_LIMITED":
      return `Wait${retryAfterSeconds ? ` ${retryAfterSeconds} seconds` : ""} before the next call.`;
    case tooLarge:
      return "Ask for less: a shorter time, a filter, or a smaller limit.";
    case "UNAVAILABLE":
      return "Call the tool again in a few seconds; with the same idempotencyKey if it changes something.";
    default:
      return "Call the tool once more. If it fails again, tell the person: this is an error of the server.";
  }
}

/** The list or search of the tool's own domain; of bookings for the tools beyond the domains. */
function finderOf(name: string): string {
  const domain: readonly string[] =
    Object.values(toolDomains).find((names: readonly string[]) => names.includes(name)) ?? toolDomains.bookings;
  const noun = name.replace(/^[a-z]+_/, "").replace(/s$/, "");
  const finders = domain.filter((other) => /^(list|search)_/.test(other) && other !== name);
  return finders.find((other) => other.includes(noun)) ?? finders[0] ?? "list_event_types";
}
