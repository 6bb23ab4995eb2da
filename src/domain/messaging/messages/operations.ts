import { sql } from "kysely";
import { missing, notFound } from "../../../platform/errors.ts";
import { operation } from "../../../platform/operation.ts";
import { page } from "../../../platform/page.ts";
import { listRecords } from "../../../platform/records.ts";
import { Message, MessageId, MessageInFull, MessageSearch } from "./schema.ts";
import { told, visibleTo } from "./store.ts";

const address = "/api/messages";

export const listMessages = operation({
  name: "messages.list",
  http: `GET ${address}`,
  access: "messages:read",
  summary: "List messages that left or will leave, newest first",
  description:
    "Without a mail server this is the outbox: messages are kept here and leave no further (`mode` is `sandbox`).",
  query: MessageSearch,
  output: page(Message),
  async run(context, { channel, status, kind, recipient, appointmentId, bookingId, ...paging }) {
    const where = visibleTo(context.caller);
    if (channel) where.push(sql`channel = ${channel}`);
    if (status) where.push(sql`status = ${status}`);
    if (kind) where.push(sql`kind = ${kind}`);
    if (recipient) where.push(sql`lower(recipient) = lower(${recipient})`);
    if (appointmentId) where.push(sql`appointment_id = ${appointmentId}`);
    if (bookingId) where.push(sql`booking_id = ${bookingId}`);
    const found = await listRecords(context, "messages", paging, { where, order: "id", descending: true });
    return { ...found, items: found.items.map(told) };
  },
});

export const getMessage = operation({
  name: "messages.get",
  http: `GET ${address}?id`,
  access: "messages:read",
  summary: "Get one message with its text, HTML and calendar file",
  query: MessageId,
  output: MessageInFull,
  errors: [notFound],
  async run(context, { id }) {
    const where = [...visibleTo(context.caller), sql`id = ${id}`];
    const { items } = await listRecords(context, "messages", { limit: 1 }, { where });
    if (!items[0]) throw missing("message", id);
    return told(items[0]) as never;
  },
});
