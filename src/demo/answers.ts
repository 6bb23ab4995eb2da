import type { Plan } from "../domain/services/availability/plan.ts";
import type { Answers } from "../domain/services/tables.ts";
import type { Row } from "../platform/database.ts";
import { allergies } from "./cast.ts";
import type { randomFrom } from "./random.ts";

/** What a customer answered when they booked. Questions may be left open, and many are. */
export function answersOf(
  { fields }: Pick<Plan, "fields">,
  { email }: Row<"customers">,
  random: ReturnType<typeof randomFrom>,
): Answers {
  const answers: Answers = {};
  for (const { name, options } of fields) {
    const answered = random.chance(0.4);
    const allergy = allergies[email ?? ""];
    if (name === "any-allergies" && (allergy || answered)) answers[name] = allergy ?? "None";
    else if (options && answered) answers[name] = random.pick(options).value;
  }
  return answers;
}
