import { conflict, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { epoch, minutes } from "../../../platform/schemas.ts";

/** Refuses a customer's change when less time is left than the business asks for (SEMANTICS 16). */
export function refuseTooLate(context: Context, startsAt: string, noticeMinutes: number): void {
  if (epoch(startsAt) - context.now >= minutes(noticeMinutes) && epoch(startsAt) > context.now) return;
  throw refuse(
    conflict,
    noticeMinutes > 0
      ? `This can no longer be changed online: less than ${noticeMinutes} minutes are left. Please call.`
      : "This appointment has begun already.",
  );
}
