import type { z } from "zod";
import { warningsOf } from "./rules.ts";
import type { Workflow } from "./schema.ts";
import type { FullWorkflow } from "./store.ts";

/** A workflow as it is answered. */
export const viewOf = ({
  offsetTime,
  offsetUnit,
  sealedSecret,
  steps,
  ...workflow
}: FullWorkflow): z.input<typeof Workflow> => ({
  ...workflow,
  offset: offsetTime === null || offsetUnit === null ? null : { time: offsetTime, unit: offsetUnit },
  hasSecret: sealedSecret !== null,
  steps,
  warnings: warningsOf(steps),
});
