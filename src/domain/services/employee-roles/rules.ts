import { DomainError, forbidden } from "../../../platform/errors.ts";
import type { Caller } from "../../../platform/operation.ts";

/**
 * Nobody makes, changes or gives a role that can do more than they can themselves: else whoever may edit the staff could
 * make themselves owner in two steps.
 */
export function refuseMoreThanOwn(caller: Caller, role: { permissions: readonly string[]; onlyOwn: boolean }): void {
  if (caller.kind === "system") return;
  const more = role.permissions.filter((permission) => !caller.abilities.has(permission));
  if (more.length > 0)
    throw new DomainError(forbidden, `This role may do what you may not: ${more.join(", ")}. Ask somebody who may.`);
  if (caller.onlyOwn && !role.onlyOwn)
    throw new DomainError(
      forbidden,
      "This role sees every calendar, and you see your own alone. Ask somebody who may.",
    );
}
