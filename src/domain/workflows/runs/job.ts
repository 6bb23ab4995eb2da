import { z } from "zod";
import { defineJob } from "../../../platform/jobs.ts";

/** One run at its time. Where the run has another `dueAt` by then, this was overtaken, and does nothing. */
const AtItsTime = z.object({ businessId: z.int(), runId: z.int(), dueAt: z.string() });

/** Puts a step's message into the outbox. */
export const sendStep = defineJob({ name: "run-workflow-step", data: AtItsTime, concurrency: 2 });

/** Calls a step's webhook, five times within some minutes at most. Apart, since receivers may keep it waiting. */
export const callStep = defineJob({
  name: "call-workflow-webhook",
  data: AtItsTime,
  retry: { limit: 4, delaySeconds: 15 },
  waitsOutside: true,
});

/** Plans a workflow's runs for what is booked already, page by page. */
export const planWorkflow = defineJob({
  name: "plan-workflow",
  data: z.object({ businessId: z.int(), workflowId: z.int() }),
});
