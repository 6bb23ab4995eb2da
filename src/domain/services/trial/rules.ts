import type { Row } from "../../../platform/database.ts";

export const trialDays = 14;
/** What a trial gives on top of the plan; identity/callers.ts reads the plan from `trial_ends_at`. */
export const trialPlan = "pro";

type Business = Pick<Row<"businesses">, "plan" | "trialed" | "trialEndsAt">;

/** Why a business cannot start a trial, as a sentence; null where it can. */
export function trialRefusal({ plan, trialed, trialEndsAt }: Business, now: number): string | null {
  if (plan !== "free") return `This business has the plan ${plan} already, with everything that a trial would give.`;
  if (!trialed.includes(trialPlan)) return null;
  const running = trialEndsAt !== null && Date.parse(trialEndsAt) > now;
  const date = trialEndsAt?.slice(0, 10);
  return running
    ? `The trial of this business is running already, until ${date}.`
    : `This business has had its trial${date ? `, which ended on ${date}` : ""}. Choose a plan to go on.`;
}
