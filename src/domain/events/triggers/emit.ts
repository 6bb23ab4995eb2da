import type { Context } from "../../../platform/operation.ts";
import type { PayloadOf, Trigger } from "./catalog.ts";

/** Says that something documented happened: with this transaction, to webhooks and workflows alike. */
export function emitTrigger<Name extends Trigger>(
  context: Context,
  trigger: Name,
  subject: string,
  payload: PayloadOf<Name>,
): void {
  context.emit({ trigger, subject, payload: payload as Record<string, unknown> });
}
