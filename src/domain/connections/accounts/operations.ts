import { sql } from "kysely";
import { z } from "zod";
import { conflict, forbidden, notFound } from "../../../platform/errors.ts";
import { file, operation } from "../../../platform/operation.ts";
import { page } from "../../../platform/page.ts";
import { listRecords } from "../../../platform/records.ts";
import { Deleted } from "../../../platform/schemas.ts";
import { startAuthorization } from "./authorize.ts";
import { returnFromProvider } from "./callback.ts";
import { changeConnection } from "./change.ts";
import { connect } from "./connect.ts";
import { readAccount } from "./read.ts";
import { removeConnection } from "./remove.ts";
import {
  Authorization,
  AuthorizationStart,
  Callback,
  Connection,
  ConnectionChanges,
  ConnectionDraft,
  ConnectionId,
  ConnectionSearch,
  Removal,
} from "./schema.ts";
import { describe, findConnection, seesAll, withCalendars } from "./store.ts";

const address = "/api/calendars";

export const listConnections = operation({
  name: "calendars.list",
  http: `GET ${address}`,
  access: "calendars:read",
  summary: "List connected accounts with their calendars, and whether they still work",
  description: "Owners, admins and managers may name somebody with `userId`; otherwise these are your own.",
  query: ConnectionSearch,
  output: page(Connection),
  async run(context, { userId, ...paging }) {
    const whose = userId !== undefined && seesAll(context) ? userId : context.caller.userId;
    const where = [sql`user_id = ${whose}`, sql`status <> 'disconnected'`];
    const found = await listRecords(context, "calendarConnections", paging, { where });
    return { ...found, items: await withCalendars(context, found.items) };
  },
});

export const getConnection = operation({
  name: "calendars.get",
  http: `GET ${address}?id`,
  access: "calendars:read",
  summary: "Get one connected account with its calendars",
  query: ConnectionId,
  output: Connection,
  errors: [notFound],
  run: async (context, { id }) => describe(context, await findConnection(context, id)),
});

export const connectCalendar = operation({
  name: "calendars.create",
  http: `POST ${address}`,
  access: "calendars:write",
  summary: "Connect a calendar feed (ICS) or a CalDAV account of your own",
  description:
    "The answer comes at once with status `connecting`; a moment later its calendars are there, or what went wrong. Connecting the same account again renews its password, once the new one works; an address of another calendar of the same server joins it.",
  body: ConnectionDraft,
  output: Connection,
  status: 201,
  errors: [forbidden],
  run: connect,
});

export const authorizeCalendar = operation({
  name: "calendars.connect",
  http: `POST ${address}/connect`,
  access: "calendars:write",
  summary: "Connect a Google, Microsoft or Zoom account of your own",
  description:
    "Answers the address where its owner agrees. Without credentials of the provider it is a sandbox account.",
  body: Authorization,
  output: AuthorizationStart,
  status: 201,
  errors: [forbidden],
  run: startAuthorization,
});

export const calendarCallback = operation({
  name: "calendars.callback",
  http: `GET ${address}/callback`,
  access: "public",
  reads: false,
  tenant: { handles: ["state"] },
  summary: "Where a provider sends the owner back to; works once",
  query: Callback,
  output: file(z.any(), "text/html"),
  errors: [notFound],
  run: returnFromProvider,
});

export const updateConnection = operation({
  name: "calendars.update",
  http: `PATCH ${address}?id`,
  alsoMethod: "PUT",
  access: "calendars:write",
  summary: "Choose which calendars keep bookings out, where bookings are written, and what outside changes do",
  query: ConnectionId,
  body: ConnectionChanges,
  output: Connection,
  errors: [notFound],
  run: changeConnection,
});

export const deleteConnection = operation({
  name: "calendars.delete",
  http: `DELETE ${address}?id`,
  access: "calendars:write",
  summary: "Disconnect an account: its busy time goes at once",
  description: "Events that were written there stay, unless `removeEvents` is true.",
  query: Removal,
  output: Deleted,
  errors: [notFound],
  run: removeConnection,
});

export const syncConnection = operation({
  name: "calendars.sync",
  http: `POST ${address}/:id/sync`,
  access: "calendars:write",
  summary: "Read an account now: its list of calendars, and what is busy in them",
  query: ConnectionId,
  output: Connection,
  status: 202,
  errors: [notFound, conflict],
  async run(context, { id }) {
    const connection = await findConnection(context, id);
    context.enqueue(readAccount, { businessId: context.businessId, connectionId: id });
    return describe(context, connection);
  },
});
