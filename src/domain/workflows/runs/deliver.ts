import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import type { Receiver } from "../../events/webhooks/attempt.ts";
import type { Message } from "../../events/webhooks/sign.ts";
import type { FullWorkflow, Step } from "../workflows/store.ts";
import type { Occasion } from "./occasion.ts";
import type { Run } from "./store.ts";

/** What a webhook step posts, and where. */
export type Delivery = { message: Message; receiver: Receiver; attempt: number };

/** The envelope of webhooks, with the workflow's trigger and name. The same run has the same id at each attempt. */
export function deliveryOf(
  { services, businessId }: Context,
  { run, workflow, step, occasion }: { run: Run; workflow: FullWorkflow; step: Step; occasion: Occasion },
): Delivery {
  const { id, name, trigger, sealedSecret } = workflow;
  const body = JSON.stringify({
    triggerEvent: trigger,
    createdAt: iso(Date.parse(run.dueAt)),
    workflow: { id, name },
    payload: occasion.payload,
  });
  return {
    message: { messageId: `wfr_${businessId}_${run.id}`, body },
    receiver: { url: step.url ?? "", secret: sealedSecret === null ? null : services.secrets.open(sealedSecret) },
    attempt: run.attempts,
  };
}
