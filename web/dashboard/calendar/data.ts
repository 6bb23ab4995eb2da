import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import { listBookings } from "../../../src/domain/scheduling/bookings/operations.ts";
import { listAppointments } from "../../../src/domain/services/appointments/operations.ts";
import { getEmployeeSchedule } from "../../../src/domain/services/employee-schedules/operations.ts";
import { listEmployees } from "../../../src/domain/services/employees/operations.ts";
import { listOutOfOffice } from "../../../src/domain/services/out-of-office/operations.ts";
import { listResources } from "../../../src/domain/services/resources/operations.ts";
import { listServices } from "../../../src/domain/services/services/operations.ts";
import { listTimeBlocks } from "../../../src/domain/services/time-blocks/operations.ts";
import { call } from "../../shared/api.ts";
import { useClock, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { texts as appointmentTexts } from "../appointments/texts.ts";
import { useAll } from "../parts/data.ts";
import { appointmentEntry, awayEntry, blockEntry, bookingEntries, type Entry } from "./entries.ts";
import { closedOn, type Stretch } from "./hours.ts";
import { texts } from "./texts.ts";
import { addDays, instantAt } from "./zone.ts";

const takesTime = "pending,approved,completed,no-show";

/** Everything that takes time from one date to another, both included, and who works when. */
export function useCalendarData(first: string, last: string) {
  const { timeZone } = useClock();
  const { may, onlyOwn, employeeId } = useSession();
  const text = useTexts(texts);
  const words = useTexts(appointmentTexts);
  const range = {
    from: new Date(instantAt(timeZone, first, 0)).toISOString(),
    to: new Date(instantAt(timeZone, addDays(last, 1), 0)).toISOString(),
  };
  const staffList = useAll(listEmployees, {});
  const services = useAll(listServices, {});
  const appointments = useAll(listAppointments, { ...range, status: takesTime });
  const bookings = useAll(listBookings, may("bookings:read") ? { ...range, status: "accepted,pending" } : null);
  const blocks = useAll(listTimeBlocks, range);
  const away = useAll(listOutOfOffice, range);
  const resources = useAll(listResources, may("resources:read") ? { active: "true" } : null);
  const mayWrite = may("appointments:write");
  const mayMoveBookings = may("bookings:write");

  const staff = useMemo(
    () => (staffList.data ?? []).filter(({ active, id }) => active && (!onlyOwn || id === employeeId)),
    [staffList.data, onlyOwn, employeeId],
  );
  const entries = useMemo<Entry[]>(() => {
    const byId = new Map((services.data ?? []).map((one) => [one.id, one]));
    const employeeOf = new Map(
      (staffList.data ?? []).flatMap(({ id, userId }) => (userId ? [[userId, id] as const] : [])),
    );
    return [
      ...(appointments.data ?? []).map((one) => appointmentEntry(one, byId, words, mayWrite)),
      ...(bookings.data ?? []).flatMap((one) => bookingEntries(one, employeeOf, mayMoveBookings)),
      ...(blocks.data ?? []).map((one) => blockEntry(one, text, mayWrite)),
      ...(away.data ?? []).map((one) => awayEntry(one, text)),
    ];
  }, [
    services.data,
    staffList.data,
    appointments.data,
    bookings.data,
    blocks.data,
    away.data,
    words,
    text,
    mayWrite,
    mayMoveBookings,
  ]);

  const failed = [staffList, appointments, bookings, blocks, away].find(({ error }) => error);
  return {
    staff,
    rooms: resources.data ?? [],
    entries,
    closed: useClosed(staff.map(({ id }) => id)),
    loading: staffList.isPending || appointments.isPending,
    error: failed?.error ?? null,
    again: () => void failed?.refetch(),
  };
}

/** When each of them does not work; nothing where that is not known yet. */
function useClosed(ids: number[]): (employeeId: number, date: string) => Stretch[] {
  const schedules = useQueries({
    queries: ids.map((id) => ({
      queryKey: ["employee-schedules", "employee-schedules.get", id],
      queryFn: ({ signal }: { signal: AbortSignal }) => call(getEmployeeSchedule, { id: String(id) }, { signal }),
      staleTime: 300_000,
    })),
  });
  return (employeeId, date) => {
    const schedule = schedules[ids.indexOf(employeeId)]?.data;
    return schedule ? closedOn(schedule, date) : [];
  };
}
