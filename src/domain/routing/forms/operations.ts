import { sql } from "kysely";
import { notFound, preconditionFailed } from "../../../platform/errors.ts";
import { newHandle } from "../../../platform/handles.ts";
import { type Context, operation } from "../../../platform/operation.ts";
import { page } from "../../../platform/page.ts";
import {
  changeRecord,
  containing,
  findRecord,
  insertRecord,
  listRecords,
  removeRecord,
  requireRecords,
} from "../../../platform/records.ts";
import { Deleted, iso } from "../../../platform/schemas.ts";
import { readBusiness } from "../../identity/businesses/store.ts";
import { refuseWrongForm, routesOf } from "./rules.ts";
import {
  FormChanges,
  FormDraft,
  FormId,
  FormResponse,
  FormSearch,
  ResponseSearch,
  type RouteDraft,
  RoutingForm,
} from "./schema.ts";
import { responsesWhere, viewOf, viewsOf } from "./store.ts";

const address = "/api/routing/forms";

export const listForms = operation({
  name: "routing-forms.list",
  http: `GET ${address}`,
  tool: "list_routing_forms",
  access: "routing:read",
  summary: "List routing forms, newest first, with how many responses each has",
  query: FormSearch,
  output: page(RoutingForm),
  async run(context, { active, search, ...paging }) {
    const where = [];
    if (active !== undefined) where.push(sql`active = ${active}`);
    if (search) {
      const text = containing(search);
      where.push(sql`(name ilike ${text} or description ilike ${text})`);
    }
    const found = await listRecords(context, "routingForms", paging, { where, descending: true });
    return { ...found, items: await viewsOf(context, found.items) };
  },
});

export const getForm = operation({
  name: "routing-forms.get",
  http: `GET ${address}?id`,
  tool: "get_routing_form",
  access: "routing:read",
  summary: "Get one routing form with its fields and routes",
  query: FormId,
  output: RoutingForm,
  errors: [notFound],
  run: async (context, { id }) => viewOf(context, await findRecord(context, "routingForms", "routing form", id)),
});

export const createForm = operation({
  name: "routing-forms.create",
  http: `POST ${address}`,
  access: "routing:write",
  summary: "Make a routing form: what visitors are asked, and where their answers lead them",
  description: "Its public address is answered as `link`. A fallback route is added where there is none.",
  body: FormDraft,
  output: RoutingForm,
  status: 201,
  errors: [notFound],
  async run(context, { fields = [], routes: drafts = [], ...draft }) {
    const routes = routesOf(drafts);
    refuseWrongForm({ fields, routes });
    await requireNamed(context, drafts, draft.teamId);
    const made = await insertRecord(context, "routingForms", "routing form", {
      ...draft,
      uid: newHandle("frm", context.businessId),
      fields: JSON.stringify(fields),
      routes: JSON.stringify(routes),
      createdAt: iso(context.now),
    });
    return viewOf(context, made);
  },
});

export const updateForm = operation({
  name: "routing-forms.update",
  http: `PATCH ${address}`,
  alsoMethod: "PUT",
  access: "routing:write",
  summary: "Change the given parts of a routing form and leave the others",
  description: "`fields` and `routes` replace all of them. What was answered before stays as it was answered.",
  query: FormId,
  body: FormChanges,
  output: RoutingForm,
  errors: [notFound, preconditionFailed],
  async run(context, { id, fields, routes: drafts, ...changes }) {
    const before = await findRecord(context, "routingForms", "routing form", id, { lock: true });
    const routes = drafts && routesOf(drafts);
    if (fields || routes) refuseWrongForm({ fields: fields ?? before.fields, routes: routes ?? before.routes });
    await requireNamed(context, drafts, changes.teamId);
    const { after } = await changeRecord(context, "routingForms", "routing form", id, {
      ...changes,
      fields: fields && JSON.stringify(fields),
      routes: routes && JSON.stringify(routes),
    });
    return viewOf(context, after);
  },
});

export const deleteForm = operation({
  name: "routing-forms.delete",
  http: `DELETE ${address}`,
  access: "routing:write",
  summary: "Delete a routing form and its responses",
  description: "With `active: false` it is closed, and its responses stay.",
  query: FormId,
  output: Deleted,
  errors: [notFound, preconditionFailed],
  run: async (context, { id }) => removeRecord(context, "routingForms", "routing form", id),
});

export const listResponses = operation({
  name: "routing-forms.responses",
  http: `GET ${address}/responses`,
  tool: "list_routing_form_responses",
  access: "routing:read",
  summary: "List what visitors answered in a routing form, newest first, and where that led them",
  query: ResponseSearch,
  output: page(FormResponse),
  errors: [notFound],
  async run(context, { limit, cursor, ...asked }) {
    await findRecord(context, "routingForms", "routing form", asked.formId, { field: "formId" });
    const { timeZone } = await readBusiness(context);
    return listRecords(
      context,
      "routingFormResponses",
      { limit, cursor },
      { where: responsesWhere(asked, timeZone, containing), order: "created_at", descending: true },
    );
  },
});

/** Throws 404 for the first event type or team that is not there. */
async function requireNamed(context: Context, routes: RouteDraft[] = [], teamId?: number | null): Promise<void> {
  const eventTypes = routes.flatMap(({ action }, index) =>
    action.type === "eventType" ? [{ id: action.eventTypeId, field: `routes.${index}.action.eventTypeId` }] : [],
  );
  await requireRecords(context, "eventTypes", "event type", eventTypes);
  if (teamId) await requireRecords(context, "teams", "team", [{ id: teamId, field: "teamId" }]);
}
