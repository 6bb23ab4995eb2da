import { z } from "zod";
import type { Call } from "./app.ts";
import { businessOf, businessOfEventType, businessOfSubdomain, businessOfUsername } from "./domain/identity/tenants.ts";
import type { Database } from "./platform/database.ts";
import { badRequest, DomainError, forbidden, missing, unauthorized, validationError } from "./platform/errors.ts";
import { issueDetails } from "./platform/issues.ts";
import type { Caller, Operation } from "./platform/operation.ts";

// What is settled before an operation runs: may they, what did they say, and in which business.

/** Throws UNAUTHORIZED or FORBIDDEN where the caller may not do this at all. */
export function refuseUnable(operation: Operation, caller: Caller) {
  if (operation.access === "public") return;
  if (caller.kind === "public") throw new DomainError(unauthorized);
  if (caller.kind === "oauth") return refuseBeyondScope(operation, caller);
  if (operation.access === "user" || caller.kind === "system") return;
  if (caller.businessId === null)
    throw new DomainError(forbidden, "You belong to no business yet. Make one, or accept an invitation.");
  if (caller.abilities.has(operation.access)) return;
  throw new DomainError(
    forbidden,
    `This needs the permission ${operation.access}, which ${describeRole(caller)} does not have.`,
  );
}

/** An app does what its scopes say, and nothing that is for the person alone. */
function refuseBeyondScope({ access, appScope }: Operation, { abilities }: Caller) {
  const needed = access === "user" ? appScope : access;
  if (needed === undefined)
    throw new DomainError(
      forbidden,
      "This is for the person alone, not for an app that acts for them. Sign in for it.",
    );
  if (needed === "any" || abilities.has(needed)) return;
  const message = `This needs the scope ${needed}. Either the app was not granted it, or the user's role does not have it.`;
  throw new DomainError(forbidden, message, [{ field: "scope", message: needed }]);
}
const describeRole = ({ role, name }: Caller) => (role ? `the role ${role}` : name);

const nothing = z.object({});
/** Query and body as the operation declares them. Throws BAD_REQUEST for the one, VALIDATION_ERROR for the other. */
export function parseInput(operation: Operation, call: Pick<Call, "query" | "body">): Record<string, unknown> {
  const query = (operation.query ?? nothing).safeParse(call.query ?? {});
  if (!query.success) throw new DomainError(badRequest, "Invalid request parameters", issueDetails(query.error));
  if (!operation.body) return query.data as Record<string, unknown>;
  const body = operation.body.safeParse(call.body === undefined ? {} : call.body);
  if (!body.success) throw new DomainError(validationError, undefined, issueDetails(body.error));
  return { ...(body.data as object), ...query.data };
}

/**
 * A public call names its business in its input; everybody else acts in their own. `openly`: in words that serve anybody, such
 * as the business's address or a secret handle, so that nobody who belongs to it may do less than a stranger.
 */
export async function tenantOf({ db }: Database, operation: Operation, caller: Caller, input: Record<string, unknown>) {
  if (!operation.tenant) return { caller, businessId: caller.businessId, openly: false };
  const { subdomain, handles = [], eventType, username, optional } = operation.tenant;
  const given = <Value>(field: string | undefined) => (field ? (input[field] as Value | undefined) : undefined);
  const address = given<string>(subdomain);
  const handle = handles.map((field) => given<string>(field)).find(Boolean);
  const person = given<string>(username);
  const eventTypeId = given<number>(eventType);
  let businessId = caller.businessId;
  let openly = true;
  if (address !== undefined) {
    businessId = await businessOfSubdomain(db, address);
    if (businessId === null) throw missing("business", address, subdomain);
  } else if (handle !== undefined) {
    // Those inside a business may use the id instead, which says nothing to anybody else.
    openly = !(/^\d+$/.test(handle) && businessId !== null);
    if (openly) businessId = await businessOf(db, handle);
    if (businessId === null) throw missing(operation.name.split(".")[0]!.replace(/s$/, ""), handle);
  } else if (person !== undefined) {
    businessId = await businessOfUsername(db, person);
    if (businessId === null) throw missing("person", person, username);
  } else if (eventTypeId !== undefined) {
    // One that nobody has is looked for, and not found, in the caller's own business.
    businessId = (await businessOfEventType(db, eventTypeId)) ?? businessId;
    if (businessId === null) throw missing("event type", eventTypeId, eventType);
  } else openly = false;
  if (businessId === null && !optional) {
    throw new DomainError(
      badRequest,
      `Say which business: send ${[subdomain, eventType, username, ...handles].filter(Boolean).join(" or ")}, or an API key.`,
      [{ field: subdomain ?? eventType ?? username ?? handles[0]!, message: "Required field" }],
    );
  }
  if (businessId === caller.businessId) return { caller, businessId, openly };
  // Somebody else's business: a member of another one is a visitor here.
  const visitor: Caller = {
    ...caller,
    kind: "public",
    businessId,
    role: null,
    abilities: new Set(),
    employeeId: null,
    onlyOwn: false,
    userId: null,
    name: "Visitor",
  };
  return { caller: visitor, businessId, openly };
}
