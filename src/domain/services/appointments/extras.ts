import { sql } from "kysely";
import { invalid, missing } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import type { Plan } from "../availability/plan.ts";
import type { AppointmentView, Changes } from "./schema.ts";
import { type ChosenExtra, writeExtras } from "./write.ts";

type Choice = { extraId: number; quantity: number };

/** The extras that were asked for, with today's prices and lengths. Refuses those that do not go with the service. */
export async function chooseExtras(
  context: Context,
  serviceId: number,
  choices: Choice[] = [],
  /** Where in the body they stand, for refusals: `services.1.`. */
  within = "",
): Promise<ChosenExtra[]> {
  if (choices.length === 0) return [];
  const { rows } = await sql<{
    id: number;
    serviceId: number | null;
    name: string;
    price: number;
    duration: number;
    maxQuantity: number;
    active: boolean;
  }>`
    select id, service_id, name, price, duration, max_quantity, active from extras
    where business_id = ${context.businessId} and id = any(${choices.map(({ extraId }) => extraId)}) and deleted_at is null`.execute(
    context.db,
  );
  const known = new Map(rows.map((row) => [row.id, row]));
  const chosen = new Map<number, ChosenExtra>();
  for (const [index, { extraId, quantity }] of choices.entries()) {
    const extra = known.get(extraId);
    if (!extra) throw missing("extra", extraId, `${within}extras.${index}.extraId`);
    if (extra.serviceId !== null && extra.serviceId !== serviceId)
      throw invalid(`${within}extras.${index}.extraId`, `${extra.name} does not go with this service`);
    if (!extra.active) throw invalid(`${within}extras.${index}.extraId`, `${extra.name} is not offered at the moment`);
    const sum = quantity + (chosen.get(extraId)?.quantity ?? 0);
    if (sum > extra.maxQuantity)
      throw invalid(`${within}extras.${index}.quantity`, `At most ${extra.maxQuantity} of ${extra.name}`);
    chosen.set(extraId, { extraId, name: extra.name, price: extra.price, duration: extra.duration, quantity: sum });
  }
  return [...chosen.values()];
}

export const minutesOf = (extras: ChosenExtra[]) =>
  extras.reduce((sum, { duration, quantity }) => sum + duration * quantity, 0);

/**
 * The extras after a change, or null where they stay as they are. Those that an appointment has keep the price that was
 * agreed, whatever became of them since. With another service go only those that fit it, unless new ones are sent.
 */
export async function extrasAfter(
  context: Context,
  { service }: Plan,
  before: AppointmentView,
  { extras: wanted }: Changes,
): Promise<ChosenExtra[] | null> {
  const otherService = service.id !== before.serviceId;
  if (!wanted) {
    const fitting = otherService ? await thoseThatFit(context, service.id, before.extras) : before.extras;
    return fitting.length === before.extras.length ? null : fitting;
  }
  const once = wanted.filter(({ extraId }) => wanted.filter((choice) => choice.extraId === extraId).length === 1);
  const kept = otherService ? [] : before.extras.filter((extra) => once.some((choice) => isSame(choice, extra)));
  const others = wanted.filter((choice) => !kept.some((extra) => isSame(choice, extra)));
  const after = [...kept, ...(await chooseExtras(context, service.id, others))];
  const unchanged = after.length === before.extras.length && kept.length === after.length;
  return unchanged ? null : after;
}

const isSame = (one: Choice, other: Choice) => one.extraId === other.extraId && one.quantity === other.quantity;

async function thoseThatFit(context: Context, serviceId: number, extras: ChosenExtra[]): Promise<ChosenExtra[]> {
  if (extras.length === 0) return extras;
  const { rows } = await sql<{ id: number }>`
    select id from extras where business_id = ${context.businessId} and id = any(${extras.map(({ extraId }) => extraId)})
      and coalesce(service_id, ${serviceId}) = ${serviceId}`.execute(context.db);
  return extras.filter(({ extraId }) => rows.some(({ id }) => id === extraId));
}

export async function replaceExtras(context: Context, appointmentId: number, extras: ChosenExtra[]): Promise<void> {
  await context.db
    .deleteFrom("appointmentExtras")
    .where("businessId", "=", context.businessId)
    .where("appointmentId", "=", appointmentId)
    .execute();
  await writeExtras(context, appointmentId, extras);
}
