import { type App, asSystem } from "../app.ts";
import { insertAppointment } from "../domain/services/appointments/write.ts";
import { readPlan } from "../domain/services/availability/plan.ts";

/**
 * What the documentation's examples point at and time of day would not bring about: a completed visit of Emily Chen's with
 * the handle that the review example uses, and one booked unit of the resource whose availability is asked for.
 */
export async function fillDocumented(
  app: App,
  businessId: number,
  serviceId: number,
  resourceId: number,
): Promise<void> {
  await asSystem(app, businessId, async (context) => {
    const emily = await context.db
      .selectFrom("customers")
      .selectAll()
      .where("businessId", "=", businessId)
      .where("email", "=", "emily@example.com")
      .executeTakeFirstOrThrow();
    const plan = await readPlan(context, { serviceId, byStaff: true, resources: [{ resourceId, quantity: 1 }] });
    const usual = {
      price: plan.service.price,
      customer: emily,
      extras: [],
      isGroup: false,
      timeZone: plan.zone,
      language: "en",
      source: "demo",
    };
    const [, ana] = plan.candidates;
    const visit = (text: string) => ({
      start: Date.parse(text),
      end: Date.parse(text) + plan.service.duration * 60_000,
    });

    const reviewed = visit("2026-02-12T18:00:00Z");
    const uid = "apt_7f3b2a1c";
    await insertAppointment(
      context,
      { ...plan, resources: [] },
      { ...reviewed, candidate: ana!, claims: [], sessionId: null },
      { ...usual, uid, status: "completed" },
    );
    await context.db.insertInto("handleAliases").values({ handle: uid, businessId }).execute();

    const seated = { start: Date.parse("2026-03-15T09:00:00Z"), end: Date.parse("2026-03-15T10:00:00Z") };
    const [chair] = plan.resources;
    await insertAppointment(
      context,
      plan,
      { ...seated, candidate: ana!, claims: [{ calendarId: chair!.calendarIds[0]!, ...seated }], sessionId: null },
      { ...usual, status: "completed" },
    );
  });
}
