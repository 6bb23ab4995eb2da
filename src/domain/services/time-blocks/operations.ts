import { conflict, forbidden, invalid, missing, notFound, preconditionFailed } from "../../../platform/errors.ts";
import { type Context, operation } from "../../../platform/operation.ts";
import { page } from "../../../platform/page.ts";
import { findRecord, removeRecord } from "../../../platform/records.ts";
import { Deleted, epoch } from "../../../platform/schemas.ts";
import { type Block, blockTime, changeBlock, listBlocks } from "../../time/blocks/store.ts";
import { releaseClaims } from "../../time/calendars/claims.ts";
import { calendarsToShow, calendarToChange } from "../employees/calendar.ts";
import { ownersOf } from "../employees/store.ts";
import { TimeBlock, TimeBlockChanges, TimeBlockDraft, TimeBlockId, TimeBlockSearch } from "./schema.ts";

const address = "/api/services/time-blocks";

export const listTimeBlocks = operation({
  name: "time-blocks.list",
  http: `GET ${address}`,
  access: "appointments:read",
  summary: "List the time that staff keep free for no customer",
  description: "Members with the role employee see their own alone.",
  query: TimeBlockSearch,
  output: page(TimeBlock),
  errors: [notFound],
  async run(context, { employeeId, from, to, ...paging }) {
    const calendarIds = await calendarsToShow(context, employeeId);
    const found = await listBlocks(context, { calendarIds, from, to }, paging);
    return { ...found, items: await withEmployees(context, found.items) };
  },
});

export const getTimeBlock = operation({
  name: "time-blocks.get",
  http: `GET ${address}?id`,
  access: "appointments:read",
  summary: "Get one time block",
  query: TimeBlockId,
  output: TimeBlock,
  run: async (context, { id }) => (await withEmployees(context, [await findVisible(context, id)]))[0]!,
});

export const createTimeBlock = operation({
  name: "time-blocks.create",
  http: `POST ${address}`,
  access: "appointments:write",
  summary: "Block somebody's time, so that it cannot be booked",
  description: "Refused where something is booked already. Members with the role employee block their own time alone.",
  body: TimeBlockDraft,
  output: TimeBlock,
  status: 201,
  errors: [conflict, forbidden, notFound],
  async run(context, { employeeId, startTime, endTime, reason = null }) {
    const calendarId = await calendarToChange(context, employeeId);
    const block = await blockTime(context, { calendarId, start: epoch(startTime), end: epoch(endTime), reason });
    return (await withEmployees(context, [block]))[0]!;
  },
});

export const updateTimeBlock = operation({
  name: "time-blocks.update",
  http: `PATCH ${address}`,
  alsoMethod: "PUT",
  access: "appointments:write",
  summary: "Move a time block, change its length or its reason, or make it a colleague's",
  description: "Refused where something else is booked already; what it leaves can be booked again.",
  query: TimeBlockId,
  body: TimeBlockChanges,
  output: TimeBlock,
  errors: [conflict, forbidden, notFound, preconditionFailed],
  async run(context, { id, employeeId, startTime, endTime, reason }) {
    const block = await findVisible(context, id);
    const calendarId = employeeId === undefined ? block.calendarId : await calendarToChange(context, employeeId);
    const start = epoch(startTime ?? block.startsAt);
    const length = epoch(block.endsAt) - epoch(block.startsAt);
    const end = endTime ? epoch(endTime) : start + length;
    if (end <= start) throw invalid("endTime", "Must be after startTime");
    const changed = await changeBlock(context, block, {
      calendarId,
      start,
      end,
      reason: reason === undefined ? block.reason : reason,
    });
    return (await withEmployees(context, [changed]))[0]!;
  },
});

export const deleteTimeBlock = operation({
  name: "time-blocks.delete",
  http: `DELETE ${address}`,
  access: "appointments:write",
  summary: "Delete a time block: its time can be booked again",
  query: TimeBlockId,
  output: Deleted,
  errors: [notFound],
  async run(context, { id }) {
    await findVisible(context, id);
    await releaseClaims(context, { blockId: id });
    return removeRecord(context, "blocks", "time block", id);
  },
});

/** Somebody else's block is no block to those who see their own alone. */
async function findVisible(context: Context, id: number): Promise<Block> {
  const block = await findRecord(context, "blocks", "time block", id);
  const visible = await calendarsToShow(context, undefined);
  if (visible && !visible.includes(block.calendarId)) throw missing("time block", id);
  return block;
}

async function withEmployees(context: Context, blocks: Block[]) {
  const owners = await ownersOf(
    context,
    blocks.map(({ calendarId }) => calendarId),
  );
  return blocks.map(({ startsAt, endsAt, calendarId, ...block }) => {
    const { employeeId = null, employeeName = null } = owners.get(calendarId) ?? {};
    const employee = employeeId === null ? null : { id: employeeId, name: employeeName! };
    return { ...block, employeeId, employee, startTime: startsAt, endTime: endsAt };
  });
}
