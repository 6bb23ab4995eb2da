import type { z } from "zod";
import type { Context } from "../../../platform/operation.ts";
import { epoch, iso } from "../../../platform/schemas.ts";
import { MINUTE } from "../../time/availability/calendar.ts";
import type { Hold } from "../holds/schema.ts";
import { insertHold, refuseTooManyHolds } from "../holds/store.ts";
import { readAsked } from "./parts.ts";
import type { VisitHoldDraft } from "./schema.ts";
import { takeVisit } from "./take.ts";

/** Keeps the time of a whole visit under one handle, which `DELETE /api/services/holds` gives back. */
export async function holdVisit(
  context: Context,
  draft: z.output<typeof VisitHoldDraft>,
): Promise<z.input<typeof Hold>> {
  const asked = await readAsked(context, draft);
  await refuseTooManyHolds(context);
  const laid = await takeVisit(context, asked, { start: epoch(draft.startTime), timeZone: draft.timeZone });
  const { plan } = asked[0]!;
  const [first, last] = [laid[0]!, laid.at(-1)!];
  const minutes = Math.min(draft.minutes ?? plan.settings.holdMinutes, plan.settings.holdMinutes);
  const hold = await insertHold(context, {
    serviceId: plan.service.id,
    locationId: plan.locationId,
    taking: {
      start: first.start,
      end: last.end,
      candidate: first.candidate,
      claims: laid.flatMap(({ claims }) => claims),
      sessionId: null,
    },
    expiresAt: context.now + minutes * MINUTE,
  });
  return { ...hold, serviceId: plan.service.id, startTime: iso(first.start), endTime: iso(last.end) };
}
