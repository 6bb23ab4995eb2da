import type { listBookings } from "../../../src/domain/scheduling/bookings/operations.ts";
import type { listAppointments } from "../../../src/domain/services/appointments/operations.ts";
import type { Status } from "../../../src/domain/services/appointments/schema.ts";
import type { listEmployees } from "../../../src/domain/services/employees/operations.ts";
import type { listOutOfOffice } from "../../../src/domain/services/out-of-office/operations.ts";
import type { listServices } from "../../../src/domain/services/services/operations.ts";
import type { listTimeBlocks } from "../../../src/domain/services/time-blocks/operations.ts";
import type { ItemOf } from "../../shared/api.ts";
import type { texts as appointmentTexts } from "../appointments/texts.ts";
import type { texts } from "./texts.ts";

export type Employee = ItemOf<typeof listEmployees>;
export type Kind = "appointment" | "booking" | "block" | "away";
/** What an appointment takes besides a person. */
export type Needs = { resourceId: number; quantity: number }[];

/** Something that takes somebody's time, whatever it is. Instants are epoch milliseconds, buffers minutes. */
export type Entry = {
  key: string;
  kind: Kind;
  id: number;
  uid: string | null;
  version: number | null;
  title: string;
  detail: string;
  status: Status;
  start: number;
  end: number;
  employeeId: number | null;
  /** The user whose time a booking takes here. */
  hostId: number | null;
  resources: Needs;
  /** Those of them that its service always takes. */
  always: number[];
  bufferBefore: number;
  bufferAfter: number;
  movable: boolean;
  /** May be longer or shorter. */
  flexible: boolean;
};

type Words = (typeof texts)["en"];
type AppointmentWords = (typeof appointmentTexts)["en"];

export function appointmentEntry(
  one: ItemOf<typeof listAppointments>,
  services: Map<number, ItemOf<typeof listServices>>,
  text: AppointmentWords,
  mayWrite: boolean,
): Entry {
  const service = services.get(one.serviceId);
  const movable = mayWrite && (one.status === "pending" || one.status === "approved");
  return {
    key: `appointment-${one.id}`,
    kind: "appointment",
    id: one.id,
    uid: one.uid,
    version: one.version,
    title: one.isGroupBooking ? one.service.name : (one.customer?.name ?? text.walkIn),
    detail: one.isGroupBooking
      ? `${one.attendees.filter(({ status }) => status !== "canceled").length}/${one.capacity}`
      : one.service.name,
    status: one.status,
    start: Date.parse(one.startTime),
    end: Date.parse(one.endTime),
    employeeId: one.employeeId,
    hostId: null,
    resources: one.resources,
    always: service?.resources.map(({ resourceId }) => resourceId) ?? [],
    bufferBefore: service?.bufferTimeBefore ?? 0,
    bufferAfter: service?.bufferTimeAfter ?? 0,
    movable,
    flexible: movable,
  };
}

/** One entry for each host who is on the staff list, or one that is nobody's. */
export function bookingEntries(
  one: ItemOf<typeof listBookings>,
  employeeOf: Map<number, number>,
  mayWrite: boolean,
): Entry[] {
  const listed = one.hosts.map(({ id }) => ({ hostId: id, employeeId: employeeOf.get(id) ?? null }));
  const hosts = listed.filter(({ employeeId }) => employeeId !== null);
  const nobodys = { hostId: listed[0]?.hostId ?? null, employeeId: null };
  return (hosts.length > 0 ? hosts : [nobodys]).map(({ hostId, employeeId }) => ({
    ...plain,
    key: bookingKey(one.id, employeeId),
    kind: "booking",
    id: one.id,
    uid: one.uid,
    version: one.version,
    title: one.attendees[0]?.name ?? one.title,
    detail: one.title,
    status: one.status === "accepted" ? "approved" : "pending",
    start: Date.parse(one.startTime),
    end: Date.parse(one.endTime),
    employeeId,
    hostId,
    movable: mayWrite && one.status === "accepted",
  }));
}

export const bookingKey = (id: number, employeeId: number | null) => `booking-${id}-${employeeId}`;

export const blockEntry = (one: ItemOf<typeof listTimeBlocks>, text: Words, mayWrite: boolean): Entry => ({
  ...plain,
  key: `block-${one.id}`,
  kind: "block",
  id: one.id,
  title: one.reason || text.blocked,
  detail: one.reason ? text.blocked : "",
  start: Date.parse(one.startTime),
  end: Date.parse(one.endTime),
  employeeId: one.employeeId,
  version: one.version,
  movable: mayWrite,
  flexible: mayWrite,
});

export const awayEntry = (one: ItemOf<typeof listOutOfOffice>, text: Words): Entry => ({
  ...plain,
  key: `away-${one.id}`,
  kind: "away",
  id: one.id,
  title: text.away,
  detail: one.reason === "unspecified" ? "" : one.reason,
  start: Date.parse(one.start),
  end: Date.parse(one.end),
  employeeId: one.employeeId,
});

export const plain = {
  uid: null,
  version: null,
  hostId: null,
  status: "approved" as const,
  resources: [],
  always: [],
  bufferBefore: 0,
  bufferAfter: 0,
  movable: false,
  flexible: false,
};

/** What somebody already has at a time, buffers included: what a refused move ran into. */
export const clashWith = (
  entries: Entry[],
  moved: Entry,
  to: { start: number; end: number; employeeId: number | null },
) =>
  entries.find(
    (one) =>
      one.kind !== "away" &&
      one.employeeId === to.employeeId &&
      !(one.kind === moved.kind && one.id === moved.id) &&
      one.start - one.bufferBefore * 60_000 < to.end + moved.bufferAfter * 60_000 &&
      one.end + one.bufferAfter * 60_000 > to.start - moved.bufferBefore * 60_000,
  );
