import { z } from "zod";
import { conflict, missing, notFound } from "../../../platform/errors.ts";
import { operation } from "../../../platform/operation.ts";
import { epoch, iso } from "../../../platform/schemas.ts";
import { MINUTE } from "../../time/availability/calendar.ts";
import { slotLost } from "../appointments/alternatives.ts";
import { chooseExtras, minutesOf } from "../appointments/extras.ts";
import { takeTime, type Wish } from "../appointments/take.ts";
import { readPlan } from "../availability/plan.ts";
import { Hold, HoldDraft, HoldUid } from "./schema.ts";
import { insertHold, refuseTooManyHolds } from "./store.ts";

const address = "/api/services/holds";

export const createHold = operation({
  name: "holds.create",
  http: `POST ${address}`,
  access: "public",
  tenant: { subdomain: "subdomain" },
  plans: true,
  summary: "Keep a slot for some minutes, while somebody fills in the rest",
  description:
    "Send the hold's `uid` as `hold` with the booking. A hold that is not taken up ends by itself. Of a session with seats it keeps one of them, and nobody's time before somebody has opened it.",
  body: HoldDraft,
  output: Hold,
  status: 201,
  errors: [conflict, notFound],
  async run(context, draft) {
    const plan = await readPlan(context, {
      serviceId: draft.serviceId,
      employeeId: draft.employeeId,
      locationId: draft.locationId,
      resources: draft.resourceId ? [{ resourceId: draft.resourceId, quantity: 1 }] : [],
    });
    await refuseTooManyHolds(context);
    const extras = await chooseExtras(context, plan.service.id, draft.extras);
    const start = epoch(draft.startTime);
    const wish: Wish = {
      start,
      end: start + (plan.service.duration + minutesOf(extras)) * MINUTE,
      by: "rules",
      ...(draft.timeZone ? { bookerZone: draft.timeZone } : {}),
    };
    const taking = await takeTime(context, plan, wish);
    if (!taking) throw await slotLost(context, plan, wish);
    const { id: serviceId, enableGroupBooking } = plan.service;
    const opens = enableGroupBooking && taking.sessionId === null;
    const minutes = Math.min(draft.minutes ?? plan.settings.holdMinutes, plan.settings.holdMinutes);
    const hold = await insertHold(context, {
      serviceId,
      locationId: plan.locationId,
      // Whoever opens it decides who does it.
      taking: opens ? { ...taking, claims: [], candidate: draft.employeeId ? taking.candidate : null } : taking,
      expiresAt: context.now + minutes * MINUTE,
    });
    return { ...hold, serviceId, startTime: hold.startsAt, endTime: iso(taking.end) };
  },
});

export const releaseHold = operation({
  name: "holds.delete",
  http: `DELETE ${address}`,
  access: "public",
  tenant: { handles: ["uid"] },
  summary: "Give a held slot back",
  query: HoldUid,
  output: z.object({ uid: z.string(), deleted: z.literal(true) }),
  errors: [notFound],
  async run(context, { uid }) {
    const gone = await context.db
      .deleteFrom("holds")
      .where("businessId", "=", context.businessId)
      .where("uid", "=", uid)
      .executeTakeFirst();
    if (gone.numDeletedRows === 0n) throw missing("hold", uid);
    return { uid, deleted: true as const };
  },
});
