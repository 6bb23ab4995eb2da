import { sql } from "kysely";
import type { Row } from "../../../platform/database.ts";
import { conflict, missing, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { epoch } from "../../../platform/schemas.ts";
import "../tables.ts";

type StoredLink = Row<"privateLinks">;

/** The link, if it leads to this event type and can still be used. Throws 404 where it does not, CONFLICT where it cannot. */
export async function checkLink(context: Context, eventTypeId: number, link: string): Promise<StoredLink> {
  return refuseUsedUp(context, await findLink(context, eventTypeId, link, false));
}

/**
 * Counts one booking through a private link. Its row is locked until the transaction ends, so that of two who book with a
 * link's last use one is refused with CONFLICT.
 */
export async function useLink(context: Context, eventTypeId: number, link: string): Promise<void> {
  const { id } = refuseUsedUp(context, await findLink(context, eventTypeId, link, true));
  await sql`
    update private_links set usage_count = usage_count + 1 where business_id = ${context.businessId} and id = ${id}`.execute(
    context.db,
  );
}

/** Which event type a link leads to, or 404; CONFLICT where it has ended. */
export async function eventTypeOfLink(context: Context, link: string): Promise<number> {
  return refuseUsedUp(context, await findLink(context, null, link, false)).eventTypeId;
}

async function findLink(
  context: Context,
  eventTypeId: number | null,
  link: string,
  lock: boolean,
): Promise<StoredLink> {
  const { rows } = await sql<StoredLink>`
    select * from private_links where business_id = ${context.businessId} and link = ${link}
      and (${eventTypeId}::bigint is null or event_type_id = ${eventTypeId}) ${lock ? sql`for update` : sql``}`.execute(
    context.db,
  );
  if (!rows[0]) throw missing("private link", null, "link");
  return rows[0];
}

function refuseUsedUp({ now }: Context, link: StoredLink): StoredLink {
  const { expiresAt, maxUsageCount, usageCount } = link;
  if (expiresAt !== null && epoch(expiresAt) <= now) throw ended("This link has expired. Ask for a new one.");
  if (maxUsageCount !== null && usageCount >= maxUsageCount)
    throw ended("This link has been used up. Ask for a new one.");
  return link;
}

const ended = (message: string) => refuse(conflict, message, [{ field: "link", message }]);
