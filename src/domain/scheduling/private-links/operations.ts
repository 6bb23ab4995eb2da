import { sql } from "kysely";
import { forbidden, invalid, notFound } from "../../../platform/errors.ts";
import { newHandle } from "../../../platform/handles.ts";
import { type Context, operation } from "../../../platform/operation.ts";
import { page } from "../../../platform/page.ts";
import { findRecord, insertRecord, listRecords, removeRecord } from "../../../platform/records.ts";
import { Deleted, epoch, iso } from "../../../platform/schemas.ts";
import { editableEventType, findEventType, visibleTo } from "../event-types/access.ts";
import { PrivateLink, PrivateLinkDraft, PrivateLinkId, PrivateLinkSearch } from "./schema.ts";

const address = "/api/private-links";

export const listPrivateLinks = operation({
  name: "private-links.list",
  http: `GET ${address}`,
  access: "event-types:read",
  summary: "List private links, newest first, of one event type or of all that you may see",
  query: PrivateLinkSearch,
  output: page(PrivateLink),
  async run(context, { eventTypeId, ...paging }) {
    const where = [
      sql`event_type_id in (select event_types.id from event_types where event_types.business_id = ${context.businessId} and ${visibleTo(context)})`,
    ];
    if (eventTypeId) where.push(sql`event_type_id = ${eventTypeId}`);
    const found = await listRecords(context, "privateLinks", paging, { where, descending: true });
    return { ...found, items: found.items.map((item) => withUrl(context, item)) };
  },
});

export const getPrivateLink = operation({
  name: "private-links.get",
  http: `GET ${address}?id`,
  access: "event-types:read",
  summary: "Get one private link, and how often it was used",
  query: PrivateLinkId,
  output: PrivateLink,
  errors: [notFound],
  async run(context, { id }) {
    const found = await findRecord(context, "privateLinks", "private link", id);
    await findEventType(context, found.eventTypeId);
    return withUrl(context, found);
  },
});

export const createPrivateLink = operation({
  name: "private-links.create",
  http: `POST ${address}`,
  access: "event-types:write",
  summary: "Make a link that books an event type, hidden or not, for some time or some bookings",
  body: PrivateLinkDraft,
  output: PrivateLink,
  status: 201,
  errors: [forbidden, notFound],
  async run(context, { eventTypeId, expiresAt, maxUsageCount }) {
    await editableEventType(context, eventTypeId);
    if (expiresAt && epoch(expiresAt) <= context.now) throw invalid("expiresAt", "Must lie in the future");
    const made = await insertRecord(context, "privateLinks", "private link", {
      eventTypeId,
      link: newHandle("lnk", context.businessId),
      expiresAt: expiresAt ?? null,
      maxUsageCount: maxUsageCount ?? null,
      createdAt: iso(context.now),
    });
    return withUrl(context, made);
  },
});

export const deletePrivateLink = operation({
  name: "private-links.delete",
  http: `DELETE ${address}`,
  access: "event-types:write",
  summary: "Delete a private link; it stops working at once",
  query: PrivateLinkId,
  output: Deleted,
  errors: [forbidden, notFound],
  async run(context, { id }) {
    const { eventTypeId } = await findRecord(context, "privateLinks", "private link", id);
    await editableEventType(context, eventTypeId);
    return removeRecord(context, "privateLinks", "private link", id);
  },
});

const withUrl = <Link extends { link: string }>({ services }: Context, found: Link) => ({
  ...found,
  url: `${services.publicUrl}/d/${found.link}`,
});
