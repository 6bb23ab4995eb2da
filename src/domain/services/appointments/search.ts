import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { readBusiness } from "../../identity/businesses/store.ts";
import { beginningOf, endOf, isDate } from "../../time/availability/edges.ts";
import { longest } from "./length.ts";
import { mentioning } from "./mentioning.ts";
import type { AppointmentSearch } from "./schema.ts";

export type Search = Omit<z.output<typeof AppointmentSearch>, "limit" | "cursor" | "order">;

type Edges = { from?: string | undefined; to?: string | undefined };

/** What narrows a list of appointments (`a`). Local dates are read in the business's zone and meant whole. */
export async function matching(context: Context, search: Search): Promise<RawBuilder<unknown>[]> {
  const { search: words, status, employeeId, customerId, serviceId, locationId, seriesUid, visitUid } = search;
  const { from, to } = await instantsOf(context, search);
  const filters: RawBuilder<unknown>[] = [];
  // The start says where in the index to begin, because no appointment lasts longer.
  if (from) filters.push(sql`a.ends_at > ${from} and a.starts_at > ${iso(Date.parse(from) - longest - 1)}`);
  if (to) filters.push(sql`a.starts_at < ${to}`);
  if (status) filters.push(sql`a.status = any(${status})`);
  if (employeeId) filters.push(sql`a.employee_id = ${employeeId}`);
  if (customerId) {
    filters.push(sql`(a.customer_id = ${customerId} or exists (select from appointment_attendees t
      where t.business_id = a.business_id and t.appointment_id = a.id and t.customer_id = ${customerId}))`);
  }
  if (serviceId) filters.push(sql`a.service_id = ${serviceId}`);
  if (locationId) filters.push(sql`a.location_id = ${locationId}`);
  if (seriesUid) filters.push(sql`a.series_uid = ${seriesUid}`);
  if (visitUid) filters.push(sql`a.visit_uid = ${visitUid}`);
  if (words) filters.push(...(await mentioning(context, words)));
  return filters;
}

/** The edges of a search as instants; dates are the business's. */
export async function instantsOf(context: Context, { from, to }: Edges): Promise<{ from?: string; to?: string }> {
  if (![from, to].some((edge) => edge && isDate(edge))) return { from, to };
  const { timeZone } = await readBusiness(context);
  return { from: from && iso(beginningOf(from, timeZone)), to: to && iso(endOf(to, timeZone)) };
}
