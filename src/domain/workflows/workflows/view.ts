import type { z } from "zod";
import { goneIn, warningsOf } from "./rules.ts";
import type { Workflow } from "./schema.ts";
import type { ShownWorkflow } from "./store.ts";

/** A workflow as it is answered. */
export const viewOf = ({
  offsetTime,
  offsetUnit,
  sealedSecret,
  steps,
  goneEventTypeIds,
  goneServiceIds,
  ...workflow
}: ShownWorkflow): z.input<typeof Workflow> => ({
  ...workflow,
  offset: offsetTime === null || offsetUnit === null ? null : { time: offsetTime, unit: offsetUnit },
  hasSecret: sealedSecret !== null,
  steps,
  warnings: [
    ...goneIn("event type", workflow.eventTypeIds, goneEventTypeIds),
    ...goneIn("service", workflow.serviceIds, goneServiceIds),
    ...warningsOf(steps),
  ],
});
