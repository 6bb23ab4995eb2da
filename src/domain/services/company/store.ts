import { sql } from "kysely";
import type { z } from "zod";
import type { Row } from "../../../platform/database.ts";
import { missing } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { refuseOldVersion } from "../../../platform/records.ts";
import { takeSubdomain } from "../../identity/businesses/addresses.ts";
import { readBusiness } from "../../identity/businesses/store.ts";
import { emitOpened } from "../../time/calendars/freed.ts";
import { hoursOf, locationsNamed, showSchedule } from "../../time/schedules/schema.ts";
import {
  calendarsWithoutSchedule,
  changeSchedule,
  readSchedules,
  type StoredSchedule,
} from "../../time/schedules/store.ts";
import { type Company, type CompanyChanges, sortChanges } from "./schema.ts";
import { settingsOf } from "./settings.ts";
import "../tables.ts";

type CompanyView = z.input<typeof Company>;

export async function readCompany(context: Context): Promise<CompanyView> {
  return view(await readBusiness(context), await readOpeningHours(context));
}

/** Changes the given fields. Of two people who edit at once, the second finds out: a change of hours counts too. */
export async function changeCompany(context: Context, changes: CompanyChanges): Promise<CompanyView> {
  const business = await lockBusiness(context);
  refuseOldVersion(context, business);
  const hours = await readOpeningHours(context);
  const before = view(business, hours);
  const { columns, settings } = sortChanges(changes);
  if (Object.keys(changes).length === 0) return before;
  if (columns.subdomain && columns.subdomain !== business.subdomain) await takeSubdomain(context, columns.subdomain);
  if (columns.timeZone) await moveSchedules(context, business.timeZone, columns.timeZone);
  if (changes.openingHours) await changeOpeningHours(context, hours.id, changes.openingHours);
  const changed = await context.db
    .updateTable("businesses")
    .set({ ...columns, settings: JSON.stringify({ ...business.settings, ...settings }) })
    .where("id", "=", context.businessId)
    .returningAll()
    .executeTakeFirstOrThrow();
  const hoursAfter = await readOpeningHours(context);
  if (changes.openingHours) emitOpened(context, await calendarsWithoutSchedule(context), hours, hoursAfter);
  const after = view(changed, hoursAfter);
  context.audit({ action: "company.updated", subject: "company", subjectId: business.id, before, after });
  return after;
}

const view = (business: Row<"businesses">, hours: StoredSchedule): CompanyView => ({
  ...business,
  plan: business.plan as CompanyView["plan"],
  ...settingsOf(business),
  openingHours: showSchedule(hours),
});

const lockBusiness = ({ db, businessId }: Context): Promise<Row<"businesses">> =>
  db.selectFrom("businesses").selectAll().where("id", "=", businessId).forUpdate().executeTakeFirstOrThrow();

async function readOpeningHours(context: Context): Promise<StoredSchedule> {
  return (await readSchedules(context, [])).get(null)!;
}

async function changeOpeningHours(
  context: Context,
  scheduleId: number,
  changes: NonNullable<CompanyChanges["openingHours"]>,
): Promise<void> {
  await refuseUnknownLocations(context, locationsNamed(changes));
  await changeSchedule(context, scheduleId, hoursOf(changes));
}

async function refuseUnknownLocations(context: Context, named: { id: number; field: string }[]): Promise<void> {
  if (named.length === 0) return;
  const known = await context.db
    .selectFrom("locations")
    .select("id")
    .where("businessId", "=", context.businessId)
    .where("id", "in", [...new Set(named.map(({ id }) => id))])
    .where("deletedAt", "is", null)
    .execute();
  const unknown = named.find(({ id }) => !known.some((location) => location.id === id));
  if (unknown) throw missing("location", unknown.id, `openingHours.${unknown.field}`);
}

/**
 * Whoever changes the company's zone mends a mistake or moves house. Hours are wall-clock times: those that were read in
 * the old zone, the staff's own among them, are read in the new one from now on. Appointments keep their instants.
 */
const moveSchedules = ({ db, businessId }: Context, from: string, to: string) =>
  sql`update schedules set time_zone = ${to} where business_id = ${businessId} and time_zone = ${from}`.execute(db);
