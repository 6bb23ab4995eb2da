import { listBookings } from "../../../src/domain/scheduling/bookings/operations.ts";
import { listAppointments } from "../../../src/domain/services/appointments/operations.ts";
import type { ItemOf } from "../../shared/api.ts";
import { useClock } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { usePlace } from "../bookings/place.ts";
import { statusOf } from "../bookings/status.ts";
import { useAsk } from "../parts/data.ts";
import type { Status } from "../parts/status.tsx";
import { instantAt } from "../parts/zoned.ts";

/** An appointment of a service or a booking of an event type, as one line of a day. */
export type Entry = {
  key: string;
  to: "/appointments" | "/bookings";
  search: Record<string, string>;
  uid: string;
  kind: "appointment" | "booking";
  id: number;
  version: number;
  start: string;
  end: string;
  title: string;
  who: string | null;
  host: string | null;
  place: string | null;
  status: Status;
};

/** What is on the calendar on a local date, in the order of time. */
export function useAgenda(date: string) {
  const { may } = useSession();
  const { timeZone } = useClock();
  const appointments = useAsk(
    listAppointments,
    may("appointments:read")
      ? { from: date, to: date, status: "pending,approved,completed,no-show", limit: "200" }
      : null,
  );
  const bookings = useAsk(
    listBookings,
    may("bookings:read")
      ? {
          from: instantAt(timeZone, `${date} 00:00`),
          to: instantAt(timeZone, `${date} 23:59`),
          status: "accepted,pending",
          limit: "200",
        }
      : null,
  );
  return useMerged(appointments, bookings);
}

/** What waits for a yes or a no, the next first. */
export function useRequests(today: string) {
  const { may } = useSession();
  const appointments = useAsk(
    listAppointments,
    may("appointments:read") ? { from: today, status: "pending", limit: "5" } : null,
  );
  const bookings = useAsk(listBookings, may("bookings:read") ? { status: "unconfirmed", limit: "5" } : null);
  return useMerged(appointments, bookings);
}

type Asked<Item> = Pick<ReturnType<typeof useAsk>, "error" | "refetch" | "isLoading"> & {
  data?: { items: Item[]; total: number } | undefined;
};
function useMerged(appointments: Asked<ItemOf<typeof listAppointments>>, bookings: Asked<ItemOf<typeof listBookings>>) {
  const placeOf = usePlace();
  const all = [
    ...(appointments.data?.items ?? []).map(ofAppointment),
    ...(bookings.data?.items ?? []).map((one) => ofBooking(one, placeOf(one))),
  ];
  const failed = [appointments, bookings].find(({ error }) => error);
  return {
    entries: all.sort((one, other) => one.start.localeCompare(other.start)),
    total: (appointments.data?.total ?? 0) + (bookings.data?.total ?? 0),
    loading: appointments.isLoading || bookings.isLoading,
    error: failed?.error ?? null,
    again: () => void failed?.refetch(),
  };
}

const ofAppointment = (one: ItemOf<typeof listAppointments>): Entry => ({
  key: `a${one.id}`,
  to: "/appointments",
  search: { id: String(one.id) },
  kind: "appointment",
  uid: one.uid,
  id: one.id,
  version: one.version,
  start: one.startTime,
  end: one.endTime,
  title: one.service.name,
  who: one.customer?.name ?? one.attendees[0]?.name ?? null,
  host: one.employee?.name ?? null,
  place: one.location?.name ?? null,
  status: one.status,
});

const ofBooking = (one: ItemOf<typeof listBookings>, place: string): Entry => ({
  key: `b${one.id}`,
  to: "/bookings",
  search: { uid: one.uid },
  kind: "booking",
  uid: one.uid,
  id: one.id,
  version: one.version,
  start: one.startTime,
  end: one.endTime,
  title: one.title,
  who: one.attendees[0]?.name ?? null,
  host: one.hosts[0]?.name ?? null,
  place,
  status: statusOf(one),
});
