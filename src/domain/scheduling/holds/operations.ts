import { z } from "zod";
import { conflict, missing, notFound, rateLimited } from "../../../platform/errors.ts";
import { newHandle } from "../../../platform/handles.ts";
import { operation } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { addressHash, refuseTooManyHolds } from "../../services/holds/store.ts";
import { MINUTE } from "../../time/availability/calendar.ts";
import { insertClaims } from "../../time/calendars/claims.ts";
import { slotLost } from "../bookings/alternatives.ts";
import { wishOf } from "../bookings/book.ts";
import { takeTime } from "../bookings/take.ts";
import { readEventPlan } from "../slots/plan.ts";
import { EventHold, EventHoldDraft, HoldUid } from "./schema.ts";

const address = "/api/slots/holds";
const noGuests = { guests: [] } as never;

export const createEventHold = operation({
  name: "slots.hold",
  http: `POST ${address}`,
  access: "public",
  tenant: { eventType: "eventTypeId" },
  plans: true,
  summary: "Keep a slot for some minutes, while somebody fills in the rest",
  description:
    "Send the hold's `uid` as `hold` with the booking. A hold that is not taken up ends by itself. Of a session with seats it keeps one of them, and nobody's time before somebody has opened it.",
  body: EventHoldDraft,
  output: EventHold,
  status: 201,
  errors: [conflict, notFound, rateLimited],
  async run(context, { minutes, ...draft }) {
    const plan = await readEventPlan(context, { eventTypeId: draft.eventTypeId });
    await refuseTooManyHolds(context);
    const wish = wishOf(plan, draft, noGuests);
    const taking = await takeTime(context, plan, wish);
    if (!taking) throw await slotLost(context, plan, wish);
    const { id: eventTypeId, seatsPerTimeSlot: seats } = plan.eventType;
    const opens = seats !== null && taking.sessionId === null;
    const most = plan.settings.holdMinutes;
    const expiresAt = iso(context.now + Math.min(minutes ?? most, most) * MINUTE);
    const uid = newHandle("hld", context.businessId);
    const { id } = await context.db
      .insertInto("holds")
      .values({
        businessId: context.businessId,
        uid,
        serviceId: null,
        eventTypeId,
        bookingId: taking.sessionId,
        hostIds: opens ? [] : taking.hosts.map(({ userId }) => userId),
        assignmentReason: opens || !taking.assignment ? null : JSON.stringify(taking.assignment),
        employeeId: null,
        locationId: null,
        appointmentId: null,
        startsAt: iso(taking.start),
        endsAt: iso(taking.end),
        addressHash: context.caller.kind === "public" ? addressHash(context) : null,
        expiresAt,
        createdAt: iso(context.now),
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    if (!opens) await insertClaims(context, taking.claims, { holdId: id });
    return { uid, eventTypeId, start: iso(taking.start), end: iso(taking.end), expiresAt };
  },
});

export const releaseEventHold = operation({
  name: "slots.releaseHold",
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
      .where("eventTypeId", "is not", null)
      .executeTakeFirst();
    if (gone.numDeletedRows === 0n) throw missing("hold", uid);
    return { uid, deleted: true as const };
  },
});
