import type { z } from "zod";
import { conflict, type DomainError, invalid, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { epoch, iso } from "../../../platform/schemas.ts";
import type { Plan } from "../availability/plan.ts";
import { alternativeDetails, nearestSlots } from "./alternatives.ts";
import { byConstancy } from "./fair.ts";
import { refuseTooLong } from "./length.ts";
import { occurrences } from "./recurrence.ts";
import type { AppointmentDraft } from "./schema.ts";
import { lockAll, type Taking, takeTime, type Wish } from "./take.ts";

type Draft = z.output<typeof AppointmentDraft>;

/** The times that staff ask for: one, or those of a series. */
export function wishesOf(plan: Plan, draft: Draft): Wish[] {
  const [start, end] = [epoch(draft.startTime), epoch(draft.endTime)];
  refuseTooLong(start, end);
  const count = draft.recurrenceCount ?? 1;
  if (count > 1 && !draft.recurrenceRule)
    throw invalid("recurrenceRule", "Say how it repeats: weekly, biweekly or monthly");
  const starts = draft.recurrenceRule ? occurrences(start, draft.recurrenceRule, count, plan.zone) : [start];
  return starts.map((at) => ({ start: at, end: at + end - start, by: "time" as const }));
}

/** Takes one time after the other and writes what was taken. A series that names nobody stays with one person where it can. */
export async function takeSeries(
  context: Context,
  plan: Plan,
  wishes: Wish[],
  write: (taking: Taking) => Promise<number>,
): Promise<{ ids: number[]; lost: Wish[] }> {
  const series = wishes.length > 1;
  if (series) await lockAll(context, plan);
  const ranked = series ? { ...plan, candidates: await byConstancy(context, plan, wishes) } : plan;
  const steady = { ...ranked, candidates: ranked.candidates.slice(0, 1) };
  const ids: number[] = [];
  const lost: Wish[] = [];
  for (const wish of wishes) {
    const taking = (series ? await takeTime(context, steady, wish) : null) ?? (await takeTime(context, ranked, wish));
    if (taking) ids.push(await write(taking));
    else lost.push(wish);
  }
  return { ids, lost };
}

/** 409 with everything that is in the way: of one time its alternatives, of a series each time that is taken. */
export async function refuseConflicts(
  context: Context,
  plan: Plan,
  draft: Pick<Draft, "recurrenceRule" | "onConflict">,
  lost: Wish[],
): Promise<DomainError> {
  if (!draft.recurrenceRule) {
    const alternatives = alternativeDetails(await nearestSlots(context, plan, lost[0]!));
    const details = alternatives.length > 0 ? alternatives : [{ field: "startTime", message: "Is taken" }];
    return refuse(conflict, "This time is taken.", details);
  }
  const details = [];
  for (const wish of lost) {
    const proposals = draft.onConflict === "propose" ? await nearestSlots(context, plan, wish) : null;
    details.push({
      field: "startTime",
      message: `${iso(wish.start)} is taken`,
      startTime: iso(wish.start),
      endTime: iso(wish.end),
      ...(proposals ? { alternatives: alternativeDetails(proposals) } : {}),
    });
  }
  const are = lost.length === 1 ? "is" : "are";
  return refuse(conflict, `${lost.length} of the times ${are} taken; nothing was booked.`, details);
}
