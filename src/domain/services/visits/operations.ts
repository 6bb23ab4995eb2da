import { z } from "zod";
import { conflict, forbidden, invalid, notFound } from "../../../platform/errors.ts";
import { type Context, operation } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { instantOf, localDate } from "../../time/availability/zone.ts";
import { Appointment } from "../appointments/schema.ts";
import { nextDate, rangeOf } from "../availability/range.ts";
import { Hold } from "../holds/schema.ts";
import { bookVisit } from "./book.ts";
import { holdVisit } from "./hold.ts";
import { askedAgain, moveVisitByStaff } from "./move.ts";
import { readAsked, searchParts } from "./parts.ts";
import { Visit, VisitDraft, VisitHoldDraft, VisitMove, VisitSearch, VisitSlots } from "./schema.ts";
import { openVisits } from "./take.ts";

const address = "/api/services/visits";
const anybody = { access: "public", tenant: { subdomain: "subdomain" }, plans: true } as const;

export const searchVisits = operation({
  name: "visits.availability",
  http: `POST ${address}/availability`,
  ...anybody,
  tenant: { subdomain: "subdomain", handles: ["moving"] },
  reads: true,
  summary: "The open starts of a visit with several services, one after the other",
  description:
    "Every start listed can be booked by `POST /api/services/visits`. The end tells how long the visit takes, pauses that a person's buffers ask for included.",
  body: VisitSearch,
  output: VisitSlots,
  errors: [conflict, notFound],
  async run(context, search) {
    const { asked, except } = await whatIsAsked(context, search);
    const { plan } = asked[0]!;
    const { first, last } = rangeOf(context, plan.zone, search, invalid);
    const [from, to] = [instantOf(plan.zone, first, 0), instantOf(plan.zone, nextDate(last), 0)];
    const zone = search.timeZone ?? plan.zone;
    const visits = await openVisits(await searchParts(context, asked, { from, to, timeZone: zone, except }));
    const days = Map.groupBy(visits, ({ start }) => localDate(zone, start));
    const slot = ({ start, end }: (typeof visits)[number]) => ({ startTime: iso(start), endTime: iso(end) });
    return { timeZone: zone, days: [...days].map(([date, slots]) => ({ date, slots: slots.map(slot) })) };
  },
});

/** The services that are named, or those of a visit that is to be moved. */
async function whatIsAsked(context: Context, search: z.output<typeof VisitSearch>) {
  if (search.moving === undefined)
    return { asked: await readAsked(context, { ...search, services: search.services! }), except: {} };
  const { asked, ids } = await askedAgain(context, search.moving);
  return { asked, except: { appointmentIds: ids } };
}

export const createVisitHold = operation({
  name: "visits.hold",
  http: `POST ${address}/holds`,
  ...anybody,
  summary: "Keep the time of a visit for some minutes, while somebody fills in the rest",
  description: "Send the hold's `uid` as `hold` with the booking. A hold that is not taken up ends by itself.",
  body: VisitHoldDraft,
  output: Hold,
  status: 201,
  errors: [conflict, notFound],
  run: holdVisit,
});

export const createVisit = operation({
  name: "visits.book",
  http: `POST ${address}`,
  ...anybody,
  summary: "Book several services in one visit, one after the other: all of them or none",
  description:
    "A start that `POST /api/services/visits/availability` lists can be booked, by the same rules. One that was lost meanwhile answers 409 with the three nearest open ones in `details`. " +
    "Each service becomes an appointment of its own; they share a `visitUid`. Whoever begins goes on where they can, so that as few people as possible take part.",
  body: VisitDraft,
  output: Visit,
  status: 201,
  errors: [conflict, notFound],
  run: bookVisit,
});

export const moveVisitOperation = operation({
  name: "visits.move",
  http: `POST ${address}/move`,
  access: "appointments:write",
  summary: "Move a visit as a whole: all of its services or none",
  description:
    "What is left of it keeps its order, people, rooms and pauses, and begins at `startTime`: at any time that nothing else has taken, as staff may. Its customer moves it with `POST /api/services/appointments/reschedule`.",
  body: VisitMove,
  output: z.array(Appointment),
  errors: [conflict, forbidden, notFound],
  run: moveVisitByStaff,
});
