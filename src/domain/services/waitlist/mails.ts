import type { Row } from "../../../platform/database.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso, minuteOfDay } from "../../../platform/schemas.ts";
import type { AppointmentFacts } from "../../messaging/mail/facts.ts";
import { queueMail } from "../../messaging/messages/queue.ts";
import { instantOf } from "../../time/availability/zone.ts";
import { depositOf } from "../appointments/price.ts";
import type { Plan } from "../availability/plan.ts";
import { senderOf } from "../notifications/facts.ts";
import { rendered } from "../notifications/letter.ts";
import type { EntryView } from "./schema.ts";
import { linkTo } from "./view.ts";

type Reader = Pick<Row<"customers">, "name" | "email">;

/** Confirms a place on the list: once a day, however often somebody joins. */
export async function mailJoined(context: Context, plan: Plan, to: Reader, entry: EntryView): Promise<void> {
  const { fromDate, toDate, earliest, latest } = entry;
  const at = (date: string, time: string) => iso(instantOf(plan.zone, date, minuteOfDay(time)));
  const today = iso(context.now).slice(0, 10);
  await mail(context, "waitlistJoined", to, entry, `waitlist:${entry.id}:joined:${today}`, {
    employeeName: entry.employee?.name ?? null,
    start: at(fromDate, earliest ?? "00:00"),
    end: at(toDate, latest ?? "24:00"),
    wish: { from: fromDate, to: toDate, earliest, latest },
    zone: plan.zone,
    note: entry.notes,
  });
}

/** Offers a time that is kept for them. */
export async function mailOffer(context: Context, { service }: Plan, to: Reader, entry: EntryView): Promise<void> {
  const { startTime, endTime, employee, expiresAt } = entry.offer!;
  const deposit = depositOf(service, service.price);
  const money = (amount: number) => (amount > 0 ? { amount, currency: service.currency } : null);
  await mail(context, "waitlistOffer", to, entry, `waitlist:${entry.id}:offer:${startTime}:${expiresAt}`, {
    employeeName: employee?.name ?? null,
    start: startTime as string,
    end: endTime as string,
    zone: entry.timeZone,
    offerUntil: expiresAt as string,
    price: money(service.price),
    deposit: money(deposit),
  });
}

type Said = Omit<AppointmentFacts, "business" | "customerName" | "serviceName" | "links">;

async function mail(
  context: Context,
  kind: "waitlistJoined" | "waitlistOffer",
  to: Reader,
  entry: EntryView,
  dedupeKey: string,
  said: Said,
): Promise<void> {
  if (!to.email) return;
  const { brand, settings } = await senderOf(context);
  const page = linkTo(context, entry.uid);
  const { subject, html, text } = await rendered(context, kind, entry.language, {
    ...said,
    business: brand,
    customerName: to.name,
    serviceName: entry.service.name,
    locationName: entry.location?.name ?? null,
    locationAddress: entry.location ? settings.address : null,
    links: { accept: page, cancel: page },
  });
  await queueMail(context, { kind, to: to.email, subject, html, text, replyTo: settings.email, dedupeKey });
}
