import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { epoch } from "../../../platform/schemas.ts";
import type { StoredEvent, Subscriber } from "../../events/subscriber.ts";
import type { AppointmentFacts } from "../../messaging/mail/facts.ts";
import type { AppointmentChange } from "../appointments/changes.ts";
import { confirmationToken } from "../appointments/confirm.ts";
import type { AppointmentView } from "../appointments/schema.ts";
import { isOpen } from "../appointments/transitions.ts";
import { readAppointments } from "../appointments/view.ts";
import { asOne, readVisit } from "../appointments/visit.ts";
import { type Sender, senderOf } from "./facts.ts";
import { mail } from "./letter.ts";
import { customersOf, employeesOf, hasEntry, namesOfSeats } from "./recipients.ts";
import { planReminders } from "./reminders.ts";
import { employeeHears, toldOf } from "./who-hears.ts";

/** Tells customers and employees what happened to an appointment: one mail per recipient and event (SEMANTICS 22). */
export const notifyAboutAppointments: Subscriber = {
  name: "notify-about-appointments",
  triggers: [
    "SERVICE_BOOKING_CREATED",
    "SERVICE_BOOKING_UPDATED",
    "SERVICE_BOOKING_CANCELLED",
    "SERVICE_BOOKING_COMPLETED",
  ],
  async run(context, event) {
    const payload = event.payload as unknown as AppointmentView & { change: AppointmentChange };
    const [current] = await readAppointments(context, sql`a.id = ${payload.id}`);
    if (!current) return;
    // Time, place, state, who performs it and who comes are the event's, so that mails of quick changes tell each its own; the
    // rest is as it is now.
    const appointment = {
      ...current,
      employeeId: payload.employeeId,
      employee: payload.employee,
      locationId: payload.locationId,
      location: payload.location,
      startTime: payload.startTime,
      endTime: payload.endTime,
      status: payload.status,
      sequence: payload.sequence,
      attendees: attendeesAt(current, payload),
    };
    const sender = await senderOf(context);
    const { change } = payload;
    // What lies in the past is noted down, not announced.
    if (!change.silent && epoch(appointment.endTime as string) > epoch(event.createdAt))
      await tell(context, event, sender, appointment, { ...change, seats: seatsOf(payload) });
    await planReminders(context, sender, appointment, change);
  },
};

/** Who sat in a session as the event happened: a seat may have gone to another before anybody was told, or come back. */
const attendeesAt = (current: AppointmentView, { attendees }: AppointmentView): AppointmentView["attendees"] =>
  current.isGroupBooking
    ? attendees.map((seat) => current.attendees.find(({ uid }) => uid === seat.uid) ?? seat)
    : current.attendees;

/** Whose session it was as the event happened: who has left meanwhile hears of what came before all the same. */
const seatsOf = ({ attendees }: AppointmentView): string[] =>
  attendees.filter(({ status }) => status === "booked").map(({ uid }) => uid);

/** With whose session it was. */
type Change = AppointmentChange & { seats: string[] };

async function tell(
  context: Context,
  event: StoredEvent,
  sender: Sender,
  appointment: AppointmentView,
  change: Change,
): Promise<void> {
  const { status } = appointment;
  const { customer: kind, entry } = toldOf(change, status);
  const about = {
    ...(change.previousStartTime ? { previousStart: change.previousStartTime } : {}),
    ...(change.previousLocation !== undefined
      ? { previousPlace: change.previousLocation?.name ?? sender.settings.address }
      : {}),
    ...(change.reason ? { reason: change.reason } : {}),
    ...(change.occurrences ? { occurrences: change.occurrences } : {}),
  };
  // Whoever got a seat just now, or lost it, hears that alone: the second mail of one event to one handle is left out.
  for (const [seats, { customer, entry }] of [
    [change.joined, toldOf({ kind: "joined" }, status)],
    [change.left, toldOf({ kind: "left" }, status)],
  ] as const) {
    for (const seatUid of seats ?? []) {
      for (const to of await customersOf(context, appointment, [seatUid]))
        await mail(context, event, sender, appointment, {
          kind: customer!,
          entry,
          to,
          about: {},
          key: `event:${event.id}:${to.uid}`,
        });
    }
  }
  const theirs = await forCustomer(context, appointment, change.visit);
  const former = formerly(appointment, change);
  if (kind && theirs) {
    for (const to of await customersOf(context, appointment, change.seatUid ? [change.seatUid] : change.seats)) {
      // What is no longer sure, or not at this time, does not stay in a calendar.
      const ends = entry === null && (await hasEntry(context, appointment, change.previousId, to));
      const key = `event:${event.id}:${to.uid}`;
      const ending = ends ? { entry: "CANCEL" as const, former } : { entry };
      await mail(context, event, sender, theirs, { kind, ...ending, to, about, key });
    }
  }
  if (kind && change.leftVisit) await tellRest(context, event, sender, change.leftVisit);
  if (sender.settings.notifyEmployees) await tellEmployees(context, event, sender, appointment, change, about);
}

async function tellEmployees(
  context: Context,
  event: StoredEvent,
  sender: Sender,
  appointment: AppointmentView,
  change: Change,
  about: Partial<AppointmentFacts>,
): Promise<void> {
  const { employeeId, isGroupBooking } = appointment;
  // Whoever did a session that a seat has left hears of it from that session.
  const before = change.seatUid ? null : change.previousEmployeeId;
  const seats = change.seatUid ? [change.seatUid] : change.seats;
  const people = isGroupBooking ? { customerName: (await namesOfSeats(context, seats)).join(", ") } : {};
  const former = formerly(appointment, change);
  for (const to of await employeesOf(context, [employeeId, before])) {
    const kind = employeeHears(change, to.id, employeeId);
    if (!kind) continue;
    // Whoever is rid of it reads when they had it, and what it was: they need not know where it went.
    const serviceName = change.previousService?.name ?? appointment.service.name;
    const had = kind === "employeeReleased" ? { start: former.startTime, end: former.endTime, serviceName } : {};
    await mail(context, event, sender, appointment, {
      kind,
      entry: null,
      to,
      about: {
        ...about,
        ...people,
        ...had,
        employeeName: to.name,
        links: { view: linkForStaff(context, appointment) },
      },
      key: `event:${event.id}:employee:${to.id}`,
    });
  }
}

/** When it was before the change. */
const formerly = ({ startTime, endTime }: AppointmentView, { previousStartTime, previousEndTime }: Change) => ({
  startTime: previousStartTime ?? startTime,
  endTime: previousEndTime ?? endTime,
});

/** A service moved away from its visit: what stays is told once more, so that its calendar entry is right again. */
async function tellRest(context: Context, event: StoredEvent, sender: Sender, visitUid: string): Promise<void> {
  const rest = (await readVisit(context, visitUid)).filter(({ status }) => isOpen(status));
  if (rest.length === 0) return;
  const { customer: kind, entry } = toldOf({ kind: "moved" }, rest[0]!.status);
  for (const to of await customersOf(context, rest[0]!))
    await mail(context, event, sender, asOne(rest), {
      kind: kind!,
      entry,
      to,
      about: {},
      key: `event:${event.id}:rest`,
    });
}

/** What the customer is told about: of a visit all that this event speaks for, or nothing where another one does. */
async function forCustomer(
  context: Context,
  appointment: AppointmentView,
  visit: string[] | undefined,
): Promise<AppointmentView | null> {
  if (!visit || !appointment.visitUid) return appointment;
  if (visit.length === 0) return null;
  const parts = await readVisit(context, appointment.visitUid);
  return { ...asOne(parts.filter(({ uid }) => visit.includes(uid))), uid: appointment.uid, status: appointment.status };
}

/** Where a request is approved, and any other appointment looked at: not its customer's page, which acts for the customer. */
const linkForStaff = (context: Context, { uid }: AppointmentView) =>
  `${context.services.publicUrl}/confirm-appointment?uid=${uid}&token=${confirmationToken(context, uid)}`;
