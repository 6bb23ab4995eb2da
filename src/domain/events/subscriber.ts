import type { Context } from "../../platform/operation.ts";

/** A domain event as its subscribers get it. */
export type StoredEvent = {
  businessId: number;
  id: number;
  trigger: string;
  subject: string;
  payload: Record<string, unknown>;
  createdAt: string;
};

/** Something that follows an event, in a transaction of its own: at least once, so it must be safe to repeat. */
export type Subscriber = {
  name: string;
  triggers: readonly string[];
  /** It looks beyond the event's own subject, so events are told to it one after the other. */
  inTurn?: true;
  run(context: Context, event: StoredEvent): Promise<void>;
};
