import { sql } from "kysely";
import { translateConstraint } from "../../../../platform/constraints.ts";
import type { ImportRow } from "../../../../platform/csv/import.ts";
import type { RowProblem } from "../../../../platform/csv/report.ts";
import { DomainError } from "../../../../platform/errors.ts";
import type { Context } from "../../../../platform/operation.ts";
import { epoch } from "../../../../platform/schemas.ts";
import { refusals } from "../../../time/calendars/claims.ts";
import { answersChange } from "../../custom-fields/answers.ts";
import { changeAppointment } from "../change.ts";
import { touchesTime } from "../move.ts";
import type { Changes } from "../schema.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Cells, ExtraCell, GuestCell } from "./columns.ts";
import { BadRow, find } from "./directory.ts";
import { isSameGuest, type Stored, sameExtras, sameGuests } from "./stored.ts";

/** A row about an appointment that is there. */
export type Update = { line: number; stored: Stored; cells: Cells; changes: Changes };

/** What a row changes of what is stored, or null where it says the same. Who its customer is, is found out elsewhere. */
export function changesOf(
  { services, employees, locations, extras: known }: Catalogue,
  { value: cells }: ImportRow<Cells>,
  stored: Stored,
): Changes | null {
  refuseFixed(cells, stored);
  const service = find(services, cells, stored.serviceId);
  const employee = find(employees, cells, stored.employeeId);
  const location = find(locations, cells, stored.locationId);
  if (service === null) throw new BadRow("serviceName", "Must not be empty");
  const { startTime, endTime, status, price, timeZone, language, notes, internalNotes, cancellationReason } = cells;
  const changes: Changes = {
    ...(service ? { serviceId: service.id } : {}),
    ...(employee === undefined ? {} : { employeeId: employee?.id ?? null }),
    ...(location === undefined ? {} : { locationId: location?.id ?? null }),
    ...(notes === undefined || notes === stored.notes ? {} : { notes }),
    ...(internalNotes === undefined || internalNotes === stored.internalNotes ? {} : { internalNotes }),
    ...(cancellationReason === undefined || cancellationReason === stored.cancellationReason
      ? {}
      : { cancellationReason }),
    ...(status && status !== stored.status ? { status } : {}),
    ...(timeZone && timeZone !== stored.timeZone ? { timeZone } : {}),
    ...(language && language !== stored.language ? { language } : {}),
    ...(!startTime || epoch(startTime) === epoch(stored.startsAt) ? {} : { startTime }),
    ...(!endTime || epoch(endTime) === epoch(stored.endsAt) ? {} : { endTime }),
    ...(price === null || price === undefined || price === stored.price ? {} : { price }),
    ...answersChange(cells.customFields, stored.customFields),
    ...extrasChange(known, cells.extras, stored),
    ...guestsChange(cells.attendees, stored),
  };
  if (Object.keys(changes).length === 0) return null;
  // What the file says of price and end stands, whatever the rest of the change would make of them.
  return { ...changes, ...(price == null ? {} : { price }), ...(endTime ? { endTime } : {}), notify: false };
}

/** What is a fact about an appointment once it is there. */
function refuseFixed({ currency, createdAt, recurrenceRule, seriesUid }: Cells, stored: Stored) {
  const fixed = { currency, recurrenceRule, seriesUid } as const;
  for (const [field, value] of Object.entries(fixed))
    if (value && value !== stored[field as keyof typeof fixed])
      throw new BadRow(field, "Cannot be changed by an import");
  if (createdAt && epoch(createdAt) !== epoch(stored.createdAt))
    throw new BadRow("createdAt", "Cannot be changed by an import");
}

function extrasChange(
  known: Catalogue["extras"],
  cells: ExtraCell[] | null | undefined,
  stored: Stored,
): Partial<Changes> {
  if (cells === undefined || sameExtras(cells ?? [], stored.extras)) return {};
  return {
    extras: (cells ?? []).map(({ name, quantity, price, duration }) => {
      const had = stored.extras.find((extra) => extra.name === name);
      const now = had ?? known.find((extra) => extra.name.toLowerCase() === name.toLowerCase());
      if (!now) throw new BadRow("extras", `There is no extra called ${name}`);
      if ((price ?? now.price) !== now.price || (duration ?? now.duration) !== now.duration)
        throw new BadRow("extras", `Price and length of ${name} cannot be changed by an import`);
      return { extraId: had ? had.extraId : (now as { id: number }).id, quantity };
    }),
  };
}

function guestsChange(cells: GuestCell[] | null | undefined, stored: Stored): Partial<Changes> {
  if (cells === undefined || (cells === null && !stored.isGroup) || sameGuests(cells ?? [], stored.guests)) return {};
  return {
    attendees: (cells ?? [])
      .filter(({ status }) => status !== "canceled")
      .map(({ status, ...guest }) => {
        const seat = stored.guests.find((other) => isSameGuest(guest as GuestCell, other));
        const { customFields, ...person } = guest;
        return {
          ...person,
          ...(seat ? { customerId: seat.customerId } : {}),
          ...answersChange(customFields, seat?.customFields ?? {}),
          status: status as "booked" | "no-show",
        };
      }),
  };
}

export const movesAny = (updates: Update[]) => updates.some(({ changes }) => touchesTime(changes));

/**
 * Changes what rows say, one by one, each undone by itself where it cannot be. Rows that somebody else is changing right
 * now are not waited for: they may be waiting for this import's calendars.
 */
export async function updateAll(
  context: Context,
  updates: Update[],
): Promise<{ updated: number; unchanged: number; problems: RowProblem[] }> {
  const outcome = { updated: 0, unchanged: 0, problems: [] as RowProblem[] };
  if (updates.length === 0) return outcome;
  const { rows } = await sql<{ id: number; version: number }>`
    select id, version from appointments
    where business_id = ${context.businessId} and id = any(${updates.map(({ stored }) => stored.id)}) order by id
    for no key update skip locked`.execute(context.db);
  const free = new Map(rows.map(({ id, version }) => [id, version]));
  // The import plans its few large statements anew each time; the many small ones here need not be.
  await sql`set local plan_cache_mode = auto`.execute(context.db);
  for (const { line, stored, changes } of updates) {
    if (!free.has(stored.id)) {
      outcome.problems.push({
        line,
        field: "id",
        reason: "Somebody is changing this appointment: import the row again",
      });
      continue;
    }
    try {
      const after = await context.attempt(() => changeAppointment(context, stored.id, changes));
      if (after.version === free.get(stored.id)) outcome.unchanged += 1;
      else outcome.updated += 1;
      free.set(stored.id, after.version);
    } catch (thrown) {
      const error = translateConstraint(thrown, refusals);
      if (!(error instanceof DomainError)) throw error;
      const [detail] = error.details ?? [];
      outcome.problems.push({ line, field: detail?.field ?? null, reason: error.message });
    }
  }
  await sql`set local plan_cache_mode = force_custom_plan`.execute(context.db);
  return outcome;
}
