import { conflict, DomainError, forbidden, notFound, preconditionFailed } from "../../../platform/errors.ts";
import { type Context, operation } from "../../../platform/operation.ts";
import { page } from "../../../platform/page.ts";
import { Deleted } from "../../../platform/schemas.ts";
import { requireMember } from "../../identity/members/find.ts";
import { managesEverybody } from "../event-types/access.ts";
import { Schedule, ScheduleChanges, ScheduleDraft, ScheduleId, ScheduleSearch, WhoseSchedules } from "./schema.ts";
import { findSchedule, listSchedules, showFound } from "./store.ts";
import { addSchedule, editSchedule, removeSchedule } from "./write.ts";

const address = "/api/schedules";

export const listAllSchedules = operation({
  name: "schedules.list",
  http: `GET ${address}`,
  tool: "list_schedules",
  access: "schedules:read",
  summary: "List somebody's schedules, your own unless you say whose",
  description:
    "The last one is the business's opening hours, which count for everybody without a default of their own.",
  query: ScheduleSearch,
  output: page(Schedule),
  errors: [forbidden, notFound],
  run: async (context, { userId, ...paging }) => listSchedules(context, await whoseOf(context, userId), paging),
});

export const getSchedule = operation({
  name: "schedules.get",
  http: `GET ${address}?id`,
  tool: "get_schedule",
  access: "schedules:read",
  summary: "Get one schedule with its weekly hours and the dates that differ",
  query: ScheduleId,
  output: Schedule,
  errors: [notFound],
  run: async (context, { id }) => showFound(context, await findSchedule(context, id)),
});

export const createOwnSchedule = operation({
  name: "schedules.create",
  http: `POST ${address}`,
  tool: "create_schedule",
  access: "schedules:write",
  summary: "Make a schedule: weekly hours, and dates that differ",
  description:
    "The first one becomes the default, unless isDefault is false. Left out, the hours are Monday to Friday from 09:00 to 17:00, in the zone of the hours that counted so far.",
  query: WhoseSchedules,
  body: ScheduleDraft,
  output: Schedule,
  status: 201,
  errors: [forbidden, notFound],
  run: async (context, { userId, ...draft }) => addSchedule(context, await whoseOf(context, userId), draft),
});

export const updateSchedule = operation({
  name: "schedules.update",
  http: `PATCH ${address}`,
  alsoMethod: "PUT",
  access: "schedules:write",
  summary: "Change the given parts of a schedule and leave the others",
  description:
    "Each part that is sent replaces what was there. Making it the default ends that of the one before. What is booked stays.",
  query: ScheduleId,
  body: ScheduleChanges,
  output: Schedule,
  errors: [conflict, forbidden, notFound, preconditionFailed],
  run: (context, { id, ...changes }) => editSchedule(context, id, changes),
});

export const deleteOneSchedule = operation({
  name: "schedules.delete",
  http: `DELETE ${address}`,
  tool: "delete_schedule",
  access: "schedules:write",
  summary: "Delete a schedule",
  description:
    "Event types that use it go by the default from then on. The default itself can be deleted last: the business's opening hours count then.",
  query: ScheduleId,
  output: Deleted,
  errors: [conflict, forbidden, notFound, preconditionFailed],
  run: (context, { id }) => removeSchedule(context, id),
});

/** The person asked about, where the caller may ask. */
async function whoseOf(context: Context, userId: number | undefined): Promise<number> {
  const { caller } = context;
  const wanted = userId ?? caller.userId;
  if (wanted === null) throw new DomainError(forbidden, "This is about a person's own schedules.");
  if (wanted === caller.userId) return wanted;
  if (!managesEverybody(caller))
    throw new DomainError(forbidden, "You see your own schedules alone. Ask a manager about those of others.");
  await requireMember(context, wanted);
  return wanted;
}
