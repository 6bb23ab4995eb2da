import type { z } from "zod";
import { newHandle } from "../../../platform/handles.ts";
import type { Context } from "../../../platform/operation.ts";
import { epoch, iso } from "../../../platform/schemas.ts";
import { refuseTooManyPending, takeUpHold } from "../appointments/book.ts";
import { ownView } from "../appointments/own-view.ts";
import { emitAppointment } from "../appointments/payload.ts";
import { usualPrice } from "../appointments/price.ts";
import { insertAppointment, viewOfInserted } from "../appointments/write.ts";
import { type AskedField, answersOfCustomer } from "../custom-fields/answers.ts";
import { findOrCreateCustomer } from "../customers/find-or-create.ts";
import type { Answers } from "../tables.ts";
import type { Laid } from "./layout.ts";
import { type Ordered, readAsked } from "./parts.ts";
import type { Visit, VisitDraft } from "./schema.ts";
import { takeVisit } from "./take.ts";

/**
 * A customer books several services that follow each other: all of them or none. Each becomes an appointment of its own,
 * with its person and its claims. Throws CONFLICT with the nearest open starts where the visit no longer fits.
 */
export async function bookVisit(context: Context, draft: z.output<typeof VisitDraft>): Promise<z.input<typeof Visit>> {
  const [{ serviceId }] = draft.services as [VisitService];
  const hold = draft.hold
    ? await takeUpHold(context, { hold: draft.hold, serviceId, startTime: draft.startTime })
    : null;
  const asked = await readAsked(context, draft);
  const { business, settings, zone } = asked[0]!.plan;
  const answers = answersOfCustomer(fieldsOf(asked), draft.customFields);
  const laid = await takeVisit(context, asked, {
    start: epoch(draft.startTime),
    timeZone: draft.timeZone,
    except: { holdId: hold?.id },
    first: hold?.employeeId ?? undefined,
  });
  // Its claims make way for the appointments', in the same transaction.
  if (hold)
    await context.db
      .deleteFrom("holds")
      .where("businessId", "=", context.businessId)
      .where("id", "=", hold.id)
      .execute();

  const bookedAs = { name: draft.name, email: draft.email ?? null, phone: draft.phone ?? null };
  const language = draft.language ?? business.language;
  const timeZone = draft.timeZone ?? zone;
  // People come after time: whoever books meanwhile takes calendars first and makes their customer then, too.
  const customer = await findOrCreateCustomer(context, { ...bookedAs, timeZone, language });
  const asks = asked.some(({ plan }) => plan.service.requiresConfirmation ?? plan.settings.requiresConfirmation);
  const status = asks ? "pending" : "approved";
  if (asks) await refuseTooManyPending(context, asked[0]!.plan, customer);

  const visitUid = newHandle("vis", context.businessId);
  const common = {
    status,
    customer,
    isGroup: false,
    notes: draft.notes,
    timeZone,
    language,
    bookedAs,
    visitUid,
  } as const;
  const made = [];
  for (const [place, one] of asked.entries())
    made.push(await write(context, one, laid[place]!, { ...common, customFields: answersFor(one, answers) }));
  for (const [place, appointment] of made.entries()) {
    const { id } = appointment;
    context.audit({ action: "appointment.created", subject: "appointment", subjectId: id, after: appointment });
    await emitAppointment(
      context,
      "SERVICE_BOOKING_CREATED",
      appointment,
      { name: business.name, email: settings.email },
      {
        kind: asks ? "requested" : "booked",
        by: context.caller.name,
        visit: place === 0 ? made.map(({ uid }) => uid) : [],
      },
    );
  }
  return {
    uid: visitUid,
    startTime: iso(laid[0]!.start),
    endTime: iso(laid.at(-1)!.end),
    status,
    price: made.reduce((sum, { price }) => sum + price, 0),
    currency: made[0]!.currency,
    depositAmount: made.reduce((sum, { depositAmount }) => sum + depositAmount, 0),
    appointments: made.map((appointment) => ownView(context, appointment, bookedAs, appointment.customFields)),
  };
}

/** What is asked with all of its services; what several ask is one question. */
const fieldsOf = (asked: Ordered[]): AskedField[] => [
  ...new Map(asked.flatMap(({ plan }) => plan.fields).map((field) => [field.name, field])).values(),
];
const answersFor = ({ plan }: Ordered, answers: Answers): Answers =>
  Object.fromEntries(plan.fields.flatMap(({ name }) => (name in answers ? [[name, answers[name]]] : [])));

type VisitService = z.output<typeof VisitDraft>["services"][number];
type Common = Omit<Parameters<typeof viewOfInserted>[3], "uid" | "price" | "extras">;

async function write(context: Context, { plan, extras }: Ordered, laid: Laid, common: Common) {
  const facts = {
    ...common,
    uid: newHandle("apt", context.businessId),
    price: usualPrice(plan.service, extras),
    extras,
  };
  const taking = { ...laid, sessionId: null };
  const id = await insertAppointment(context, plan, taking, facts);
  return viewOfInserted(context, plan, taking, facts, id);
}
