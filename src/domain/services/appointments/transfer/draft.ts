import type { ImportRow } from "../../../../platform/csv/import.ts";
import type { Context } from "../../../../platform/operation.ts";
import { epoch } from "../../../../platform/schemas.ts";
import { MINUTE } from "../../../time/availability/calendar.ts";
import type { Visitor } from "../../customers/find-or-create.ts";
import { longest } from "../length.ts";
import { usualPrice } from "../price.ts";
import type { Status } from "../schema.ts";
import { takesTime } from "../transitions.ts";
import type { ChosenExtra } from "../write.ts";
import { type Catalogue, type Employee, performs, type Service } from "./catalogue.ts";
import type { Cells, ExtraCell } from "./columns.ts";
import { BadRow, find } from "./directory.ts";
import type { Request } from "./time.ts";

/** A row that will be a new appointment, before anybody knows whether its time is free. */
export type Draft = {
  line: number;
  cells: Cells;
  service: Service;
  status: Status;
  start: number;
  end: number;
  price: number;
  extras: ChosenExtra[];
  locationId: number | null;
  zone: string;
  isGroup: boolean;
  /** Nobody, where the row names nobody and nothing says who it was. */
  employee: Employee | null;
  /** The time it takes; null of what is over or called off. */
  request: Request | null;
};

/** Reads a row as a new appointment. Throws BadRow for what is missing or impossible. */
export function draftOf(context: Context, catalogue: Catalogue, { line, value: cells }: ImportRow<Cells>): Draft {
  const service = find(catalogue.services, cells, null);
  if (!service) throw new BadRow("serviceName", "Required field");
  if (!cells.startTime) throw new BadRow("startTime", "Required field");
  const location = find(catalogue.locations, cells, null);
  const extras = extrasOf(catalogue, service, cells.extras ?? []);
  const start = epoch(cells.startTime);
  const minutes = service.duration + extras.reduce((sum, extra) => sum + extra.duration * extra.quantity, 0);
  const end = cells.endTime ? epoch(cells.endTime) : start + minutes * MINUTE;
  if (end <= start) throw new BadRow("endTime", "Must be after startTime");
  if (end - start > longest) throw new BadRow("endTime", "Must be within 31 days of startTime");
  const over = end <= context.now;
  // What an old list says nothing of took place.
  const status = cells.status ?? (over ? "completed" : "approved");
  const candidates = candidatesOf(context, catalogue, service, cells);
  const place = location ?? catalogue.locations.entries.find(({ id, gone }) => id === service.locationId && !gone);
  return {
    line,
    cells,
    service,
    status,
    start,
    end,
    price: cells.price ?? usualPrice(service, extras),
    extras,
    locationId: place?.id ?? null,
    zone: place?.timeZone ?? catalogue.business.timeZone,
    isGroup: Boolean(cells.attendees),
    employee: candidates.length === 1 ? candidates[0]! : null,
    request: takesTime(status) && !over ? { start, end, service, candidates } : null,
  };
}

/** Who it may be: the one that is named, else whoever performs the service. Somebody who sees their own calendar alone: they. */
function candidatesOf({ caller }: Context, { employees }: Catalogue, service: Service, cells: Cells): Employee[] {
  const named = find(employees, cells, null);
  if (caller.onlyOwn) {
    const own = employees.entries.find(({ id }) => id === caller.employeeId);
    if (!own || (named && named.id !== own.id))
      throw new BadRow("employeeName", "You can do this for yourself alone. Ask a manager to do it for others");
    return [own];
  }
  return named ? [named] : employees.entries.filter((one) => !one.gone && performs(one, service));
}

function extrasOf({ extras }: Catalogue, service: Service, cells: ExtraCell[]): ChosenExtra[] {
  const chosen = cells.map(({ name, quantity, price, duration }) => {
    const extra = extras.find(
      (one) => one.name.toLowerCase() === name.toLowerCase() && (one.serviceId ?? service.id) === service.id,
    );
    if (!extra) throw new BadRow("extras", `${service.name} has no extra called ${name}`);
    return { extraId: extra.id, name, quantity, price: price ?? extra.price, duration: duration ?? extra.duration };
  });
  if (new Set(chosen.map(({ extraId }) => extraId)).size < chosen.length)
    throw new BadRow("extras", "Must name each extra once");
  return chosen;
}

/** Whoever a row names as its customer, or null where it names nobody. */
export function visitorOf({ customerName, customerEmail, customerPhone, timeZone, language }: Cells): Visitor | null {
  const name = customerName ?? customerEmail ?? customerPhone;
  return name ? { name, email: customerEmail, phone: customerPhone, timeZone, language } : null;
}
