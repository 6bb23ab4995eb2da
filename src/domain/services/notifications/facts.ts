import { once } from "../../../platform/once.ts";
import type { Context } from "../../../platform/operation.ts";
import { readBusiness } from "../../identity/businesses/store.ts";
import type { AppointmentFacts } from "../../messaging/mail/facts.ts";
import type { AppointmentView } from "../appointments/schema.ts";
import { settingsOf } from "../company/settings.ts";
import type { Recipient } from "./recipients.ts";

export type Sender = Awaited<ReturnType<typeof senderOf>>;

/** The business as its mails and calendar entries show it. */
export const senderOf = (context: Context) => once(context, "sender", () => readSender(context));

async function readSender(context: Context) {
  const business = await readBusiness(context);
  const settings = settingsOf(business);
  const [, address = "no-reply@localhost"] =
    /<?([^<>\s]+@[^<>\s]+)>?\s*$/.exec(String(context.services.settings.MAIL_FROM ?? "")) ?? [];
  return {
    settings,
    timeZone: business.timeZone,
    language: business.language,
    host: { name: business.name, email: settings.email ?? address, address: settings.address, phone: settings.phone },
    brand: {
      name: business.name,
      address: settings.address,
      phone: settings.phone,
      email: settings.email,
      logoUrl: settings.logoUrl,
      accentColor: settings.accentColor,
      url: settings.website ?? `${context.services.publicUrl}/b/${business.subdomain}`,
    },
  };
}

/** What a mail about an appointment says to one recipient, in their zone, with links that are theirs alone. */
export function factsFor(
  context: Context,
  sender: Sender,
  appointment: AppointmentView,
  to: Recipient,
  more: Partial<AppointmentFacts> = {},
): AppointmentFacts {
  const { publicUrl } = context.services;
  const page = `${publicUrl}/appointments/${to.uid}`;
  const series = (more.occurrences?.length ?? 0) > 1 ? "&series=true" : "";
  return {
    business: sender.brand,
    customerName: to.uid ? to.name : (appointment.customer?.name ?? ""),
    serviceName: appointment.service.name,
    extras: appointment.extras.map(({ name, quantity }) => (quantity > 1 ? `${quantity} × ${name}` : name)),
    employeeName: appointment.employee?.name ?? null,
    locationName: appointment.location?.name ?? null,
    locationAddress: appointment.location ? sender.settings.address : null,
    start: appointment.startTime,
    end: appointment.endTime,
    zone: to.timeZone,
    price: appointment.price > 0 ? { amount: appointment.price, currency: appointment.currency } : null,
    deposit:
      appointment.depositAmount > 0 ? { amount: appointment.depositAmount, currency: appointment.currency } : null,
    note: appointment.notes,
    ...more,
    links: to.uid
      ? {
          cancel: page,
          reschedule: page,
          ics: `${publicUrl}/api/services/appointments/calendar?uid=${to.uid}${series}`,
          ...more.links,
        }
      : { ...more.links },
  };
}
