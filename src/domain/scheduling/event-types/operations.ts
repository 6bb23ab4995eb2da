import { sql } from "kysely";
import { conflict, forbidden, notFound } from "../../../platform/errors.ts";
import { operation } from "../../../platform/operation.ts";
import { page } from "../../../platform/page.ts";
import { containing, listRecords, removeRecord } from "../../../platform/records.ts";
import { Deleted } from "../../../platform/schemas.ts";
import { editableEventType, findEventType, visibleTo } from "./access.ts";
import { changeEventType, duplicateEventType, reorderEventTypes } from "./change.ts";
import { createEventType } from "./create.ts";
import { refuseRemovingChild } from "./managed.ts";
import {
  DuplicateDraft,
  EventType,
  EventTypeChanges,
  EventTypeDraft,
  EventTypeId,
  EventTypeSearch,
  Order,
  Reordered,
} from "./schema.ts";
import { viewOf, viewsOf } from "./store.ts";

const address = "/api/event-types";

export const listEventTypes = operation({
  name: "event-types.list",
  http: `GET ${address}`,
  tool: "list_event_types",
  access: "event-types:read",
  summary:
    "List your event types, a team's, a colleague's or all that you may see, in the order in which they are shown",
  query: EventTypeSearch,
  output: page(EventType),
  async run(context, { teamId, userId, all, active, search, withBookingCounts, ...paging }) {
    const where = [visibleTo(context)];
    if (teamId) where.push(sql`team_id = ${teamId}`);
    if (userId) where.push(sql`user_id = ${userId}`);
    if (!teamId && !userId && !all) where.push(sql`user_id = ${context.caller.userId}`);
    if (active !== undefined) where.push(sql`active = ${active}`);
    if (search) {
      const text = containing(search);
      where.push(sql`(title ilike ${text} or slug ilike ${text} or description ilike ${text})`);
    }
    const found = await listRecords(context, "eventTypes", paging, { where, order: "position" });
    return { ...found, items: await viewsOf(context, found.items, withBookingCounts) };
  },
});

export const getEventType = operation({
  name: "event-types.get",
  http: `GET ${address}?id`,
  tool: "get_event_type",
  access: "event-types:read",
  summary: "Get one event type with everything that can be set",
  query: EventTypeId,
  output: EventType,
  errors: [notFound],
  run: async (context, { id }) => viewOf(context, await findEventType(context, id)),
});

export const createOneEventType = operation({
  name: "event-types.create",
  http: `POST ${address}`,
  tool: "create_event_type",
  access: "event-types:write",
  summary: "Create an event type of your own or of a team",
  description:
    "Title and length are enough: it then has a Jitsi room, asks for name and e-mail, and can be booked 60 days ahead.",
  body: EventTypeDraft,
  output: EventType,
  status: 201,
  errors: [conflict, forbidden, notFound],
  run: async (context, draft) => viewOf(context, await createEventType(context, draft)),
});

export const updateEventType = operation({
  name: "event-types.update",
  http: `PATCH ${address}`,
  alsoMethod: "PUT",
  tool: "update_event_type",
  access: "event-types:write",
  summary: "Change the given fields of an event type and leave the others",
  description: "What is booked already stays as it is. A team's managed event type changes its hosts' copies with it.",
  query: EventTypeId,
  body: EventTypeChanges,
  output: EventType,
  errors: [conflict, forbidden, notFound],
  run: async (context, { id, ...changes }) => viewOf(context, await changeEventType(context, id, changes)),
});

export const deleteEventType = operation({
  name: "event-types.delete",
  http: `DELETE ${address}`,
  tool: "delete_event_type",
  access: "event-types:write",
  summary: "Delete an event type; its bookings stay",
  query: EventTypeId,
  output: Deleted,
  errors: [forbidden, notFound],
  async run(context, { id }) {
    refuseRemovingChild(await editableEventType(context, id));
    return removeRecord(context, "eventTypes", "event type", id);
  },
});

export const duplicateOneEventType = operation({
  name: "event-types.duplicate",
  http: `POST ${address}/:id/duplicate`,
  tool: "duplicate_event_type",
  access: "event-types:write",
  summary: "Copy an event type under a new slug",
  query: EventTypeId,
  body: DuplicateDraft,
  output: EventType,
  status: 201,
  errors: [conflict, forbidden, notFound],
  run: async (context, { id, ...wanted }) =>
    viewOf(context, await duplicateEventType(context, await findEventType(context, id), wanted)),
});

export const reorderOwnEventTypes = operation({
  name: "event-types.reorder",
  http: `POST ${address}/reorder`,
  access: "event-types:write",
  summary: "Say in which order event types are shown",
  body: Order,
  output: Reordered,
  errors: [forbidden, notFound],
  async run(context, { ids }) {
    await reorderEventTypes(context, ids);
    return { ids };
  },
});
