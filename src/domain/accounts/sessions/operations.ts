import { missing, notFound } from "../../../platform/errors.ts";
import { operation } from "../../../platform/operation.ts";
import { decodeIdCursor, PageQuery, page, toPage } from "../../../platform/page.ts";
import { Deleted } from "../../../platform/schemas.ts";
import { signedInUser } from "../users/store.ts";
import { Ended, Session, SessionId } from "./schema.ts";
import { endSessionOf, endSessions, listSessions } from "./store.ts";

const address = "/api/sessions";

export const listOwnSessions = operation({
  name: "sessions.list",
  http: `GET ${address}`,
  access: "user",
  global: true,
  summary: "List where you are signed in, newest first",
  query: PageQuery,
  output: page(Session),
  async run(context, { limit, cursor }) {
    const user = await signedInUser(context);
    const before = cursor ? decodeIdCursor(cursor) : null;
    const { rows, total } = await listSessions(context, user.id, limit, before);
    const sessions = rows.map((session) => ({ ...session, current: session.id === context.caller.sessionId }));
    return toPage(sessions, limit, total, ({ id }) => [id]);
  },
});

export const deleteSession = operation({
  name: "sessions.delete",
  http: `DELETE ${address}`,
  access: "user",
  global: true,
  summary: "End one of your sessions",
  query: SessionId,
  output: Deleted,
  errors: [notFound],
  async run(context, { id }) {
    const user = await signedInUser(context);
    if (!(await endSessionOf(context, user.id, id))) throw missing("session", id);
    if (id === context.caller.sessionId) context.setSession(null);
    return { id, deleted: true as const };
  },
});

export const endOtherSessions = operation({
  name: "sessions.endOthers",
  http: `POST ${address}/end-others`,
  access: "user",
  global: true,
  summary: "End all your sessions but this one",
  output: Ended,
  async run(context) {
    const user = await signedInUser(context);
    return { ended: await endSessions(context, user.id, context.caller.sessionId) };
  },
});
