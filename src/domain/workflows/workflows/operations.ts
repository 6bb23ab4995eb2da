import { sql } from "kysely";
import { notFound, preconditionFailed } from "../../../platform/errors.ts";
import { operation } from "../../../platform/operation.ts";
import { page } from "../../../platform/page.ts";
import { listRecords } from "../../../platform/records.ts";
import { Deleted } from "../../../platform/schemas.ts";
import { Workflow, WorkflowChanges, WorkflowDraft, WorkflowId, WorkflowSearch } from "./schema.ts";
import { readWorkflows } from "./store.ts";
import { viewOf } from "./view.ts";
import { addWorkflow, changeWorkflow, readWorkflow, removeWorkflow } from "./write.ts";

const address = "/api/workflows";

export const listWorkflows = operation({
  name: "workflows.list",
  http: `GET ${address}`,
  tool: "list_workflows",
  access: "workflows:read",
  summary: "List workflows, newest first, with their steps",
  query: WorkflowSearch,
  output: page(Workflow),
  async run(context, { active, trigger, ...paging }) {
    const where = [];
    if (active !== undefined) where.push(sql`active = ${active}`);
    if (trigger) where.push(sql`trigger = ${trigger}`);
    const found = await listRecords(context, "workflows", paging, { where, descending: true });
    const full = await readWorkflows(
      context,
      found.items.map(({ id }) => id),
    );
    return { ...found, items: full.map(viewOf) };
  },
});

export const getWorkflow = operation({
  name: "workflows.get",
  http: `GET ${address}?id`,
  tool: "get_workflow",
  access: "workflows:read",
  summary: "Get one workflow with its steps",
  query: WorkflowId,
  output: Workflow,
  errors: [notFound],
  run: async (context, { id }) => viewOf(await readWorkflow(context, id)),
});

export const createWorkflow = operation({
  name: "workflows.create",
  http: `POST ${address}`,
  tool: "create_workflow",
  access: "workflows:write",
  summary: "Make a workflow: what is sent by itself when something happens, or before or after it",
  description:
    "Its reminders are planned for what is booked already, too. Texts are Liquid templates; `GET /api/workflows/variables` lists what they can say, and `warnings` in the answer names variables that there are not.",
  body: WorkflowDraft,
  output: Workflow,
  status: 201,
  errors: [notFound],
  run: async (context, draft) => viewOf(await addWorkflow(context, draft)),
});

export const updateWorkflow = operation({
  name: "workflows.update",
  http: `PATCH ${address}`,
  alsoMethod: "PUT",
  tool: "update_workflow",
  access: "workflows:write",
  summary: "Change a workflow, or switch it on or off",
  description:
    "`steps` replaces all of them; a step with the `id` it has stays the same step, and what it did is not done again. What is planned follows the change.",
  query: WorkflowId,
  body: WorkflowChanges,
  output: Workflow,
  errors: [notFound, preconditionFailed],
  run: async (context, { id, ...changes }) => viewOf(await changeWorkflow(context, id, changes)),
});

export const deleteWorkflow = operation({
  name: "workflows.delete",
  http: `DELETE ${address}`,
  tool: "delete_workflow",
  access: "workflows:write",
  summary: "Delete a workflow, and what it has planned",
  query: WorkflowId,
  output: Deleted,
  errors: [notFound, preconditionFailed],
  run: (context, { id }) => removeWorkflow(context, id),
});
