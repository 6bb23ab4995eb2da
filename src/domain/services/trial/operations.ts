import { z } from "zod";
import { conflict, refuse } from "../../../platform/errors.ts";
import { operation } from "../../../platform/operation.ts";
import { Instant, iso } from "../../../platform/schemas.ts";
import "../tables.ts";
import { trialDays, trialPlan, trialRefusal } from "./rules.ts";

const day = 86_400_000;

const Trial = z
  .object({
    plan: z.literal(trialPlan),
    addons: z.array(z.string()).meta({ description: "What the trial gives beside the plan" }),
    trialDays: z.int(),
    trialStartedAt: Instant,
    trialEndsAt: Instant,
  })
  .meta({ id: "Trial" });

export const startTrial = operation({
  name: "trial.start",
  http: "POST /api/services/start-trial",
  access: "billing:write",
  summary: `Try the Pro plan with Services for ${trialDays} days`,
  description: "Once for each business, while it is on the free plan. Nothing is charged; the free plan follows.",
  body: z.strictObject({ plan: z.literal(trialPlan, { error: `Must be ${trialPlan}` }).optional() }),
  output: Trial,
  errors: [conflict],
  async run(context): Promise<z.input<typeof Trial>> {
    const { db, businessId, now } = context;
    const before = await db
      .selectFrom("businesses")
      .select(["id", "plan", "trialed", "trialEndsAt"])
      .where("id", "=", businessId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const refusal = trialRefusal(before, now);
    if (refusal) throw refuse(conflict, refusal);
    const after = { trialEndsAt: iso(now + trialDays * day), trialed: [...before.trialed, trialPlan] };
    await db.updateTable("businesses").set(after).where("id", "=", businessId).execute();
    context.audit({
      action: "trial.started",
      subject: "business",
      subjectId: businessId,
      before,
      after: { ...before, ...after },
    });
    context.emit({
      trigger: "trial.started",
      subject: `business:${businessId}`,
      payload: { plan: trialPlan, ...after },
    });
    // Every member's plan, and with it their rate limit, is another one from now on.
    context.afterCommit(context.services.callersChanged);
    return {
      plan: trialPlan,
      addons: ["services"],
      trialDays,
      trialStartedAt: iso(now),
      trialEndsAt: after.trialEndsAt,
    };
  },
});
