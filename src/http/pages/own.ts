import type { z } from "zod";
import { bestLocale } from "../../domain/messaging/mail/locale.ts";
import { texts as mailTexts } from "../../domain/messaging/mail/texts/index.ts";
import { type Reader, spanInWords } from "../../domain/messaging/mail/when.ts";
import { readOwnAppointment } from "../../domain/services/appointments/operations.ts";
import type { OwnAppointment } from "../../domain/services/appointments/schema.ts";
import { inWords } from "../../domain/services/questions/in-words.ts";
import { epoch, minutes } from "../../platform/schemas.ts";
import { type Html, html, typed } from "./html.ts";
import { rows } from "./parts.ts";
import { enter, placeInWords, price, type Storefront } from "./storefront.ts";
import type { Visit } from "./visit.ts";

// What the pages of one appointment share: reading it by its handle, showing it, and knowing what may be done with it.

export type Own = z.output<typeof OwnAppointment>;
/** What the page about an appointment tells of it, whoever looks; what was answered, its customer alone. */
type Shown = Pick<Own, "status" | "startTime" | "endTime" | "service" | "extras" | "employee" | "location" | "price"> &
  Pick<Own, "currency" | "depositAmount" | "cancellationReason" | "notes"> &
  Partial<Pick<Own, "customFields">>;
export type Opened = { own: Own; store: Storefront; reader: Reader };

/** The appointment behind a handle, with its business. Its page speaks its language and shows its time zone. */
export async function openOwn(visit: Visit, uid: string): Promise<Opened> {
  const own = await visit.ask(readOwnAppointment, { query: { uid } });
  const store = await enter(visit, { uid });
  visit.locale = bestLocale(own.language);
  return { own, store, reader: { locale: visit.locale, zone: own.timeZone } };
}

export const whenOf = (reader: Reader, { startTime, endTime }: Pick<Own, "startTime" | "endTime">) =>
  spanInWords(reader, startTime, endTime);

/**
 * Everything its customer may know. Not whose it is: whoever books with somebody's phone number gets a handle to that
 * somebody's appointment, and must not learn their name and address from it.
 */
export function details(
  visit: Visit,
  { own, store, reader }: { own: Shown; store: Storefront; reader: Reader },
  first: Parameters<typeof rows>[0] = [],
): Html {
  const { words } = mailTexts[visit.locale];
  const { appointment, statuses, booking } = visit.texts;
  const over = own.status === "canceled" || own.status === "rejected";
  const when = whenOf(reader, own);
  const money = (amount: number) => price(reader, { amount, currency: own.currency });
  return rows([
    ...first,
    [words.service, own.service.name],
    [words.extras, own.extras.map(({ name, quantity }) => (quantity > 1 ? `${quantity} × ${name}` : name)).join(", ")],
    [words.when, over ? html`<s>${when}</s>` : when],
    [words.employee, own.employee?.name],
    [words.where, placeOf(own, store)],
    [words.price, own.price > 0 ? money(own.price) : booking.free],
    [words.deposit, own.depositAmount > 0 && money(own.depositAmount)],
    [appointment.status, statuses[own.status]],
    [words.reason, over && own.cancellationReason && typed(own.cancellationReason)],
    ...answered(visit, own, store),
    [words.note, own.notes && typed(own.notes)],
  ]);
}

/** Answers to what is still asked. */
function answered(
  visit: Visit,
  { service, customFields = {} }: Shown,
  { services }: Storefront,
): Parameters<typeof rows>[0] {
  const asked = services.find(({ id }) => id === service.id)?.customFields ?? [];
  return asked.map(({ key, label, options }) => {
    const answer = inWords(customFields[key], options ?? [], visit.locale);
    return [label, answer && typed(answer)];
  });
}

function placeOf({ location }: Shown, { locations, address }: Storefront): string | null {
  if (!location) return address;
  const place = locations.find(({ id }) => id === location.id);
  return place ? placeInWords(place) : location.name;
}

export type MoveScope = "one" | "visit";
export type Moving = { scope: MoveScope | null; moved: Own };
/**
 * What gets another time: the whole visit where several of its services are left, unless one alone is asked for. `scope`:
 * null where there is no choice.
 */
export function whatMoves(own: Own, asked: string | undefined): Moving {
  const left = (own.visit ?? []).filter(({ status }) => status === "pending" || status === "approved");
  const [first] = left;
  if (!first || left.length < 2) return { scope: null, moved: own };
  if (asked === "one") return { scope: "one", moved: own };
  const people = new Set(left.flatMap(({ employee }) => (employee ? [employee.name] : [])));
  return {
    scope: "visit",
    moved: {
      ...own,
      startTime: first.startTime,
      endTime: left.at(-1)!.endTime,
      service: { ...own.service, name: left.map(({ service }) => service.name).join(", ") },
      employee: own.employee && { ...own.employee, name: [...people].join(", ") },
    },
  };
}

/** What its customer may still do here, by the same rules that the operations keep. */
export function possible({ now }: Visit, { own, store }: Opened) {
  const open = own.status === "pending" || own.status === "approved";
  const until = epoch(own.startTime) - minutes(store.cancellationNotice);
  const inTime = open && now <= until && now < epoch(own.startTime);
  return {
    open: open && now < epoch(own.endTime),
    cancel: inTime && store.allowOnlineCancellation,
    move: inTime && store.allowOnlineRescheduling,
    until: store.cancellationNotice > 0 ? new Date(until).toISOString() : null,
  };
}
