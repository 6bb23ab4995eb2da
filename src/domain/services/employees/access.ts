import { DomainError, forbidden } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";

// Members with the role employee see their own calendar and customers alone (`onlyOwn`). Whatever their job title allows
// them to change, they change for themselves.

/** Refuses to touch another employee's things to somebody who sees their own alone. */
export function refuseOthers({ caller }: Context, employeeId: number): void {
  if (caller.onlyOwn && caller.employeeId !== employeeId)
    throw new DomainError(forbidden, "You can do this for yourself alone. Ask a manager to do it for others.");
}

/** Refuses what concerns the whole business to somebody who sees their own calendar alone. */
export function refuseOnlyOwn({ caller }: Context): void {
  if (caller.onlyOwn)
    throw new DomainError(forbidden, "This concerns everybody's calendar, and you see your own alone. Ask a manager.");
}
