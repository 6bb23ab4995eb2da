import { conflict, DomainError, forbidden, refuse } from "../../../platform/errors.ts";
import type { Caller } from "../../../platform/operation.ts";
import { mayGrant, type Role } from "../../identity/abilities.ts";

/** Refuses to give a role, or to touch somebody who has it, to those who may not hand it out. */
export function refuseBeyondGrant({ kind, role }: Caller, wanted: Role): void {
  if (kind === "system" || mayGrant(role, wanted)) return;
  throw new DomainError(forbidden, `The role ${role ?? "none"} cannot give, change or take the role ${wanted}.`);
}

/** A business without an owner could never be changed again. */
export function refuseLastOwner(lastOwner: boolean): void {
  if (lastOwner) throw refuse(conflict, "This is the last owner. Make somebody else an owner first.");
}
