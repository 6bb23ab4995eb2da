import type { Refusals } from "../../../platform/constraints.ts";
import type { Job, Operation } from "../../../platform/operation.ts";
import * as feed from "../feed/operations.ts";
import * as hooks from "../hooks/operations.ts";
import type { Subscriber } from "../subscriber.ts";
import * as triggers from "../triggers/operations.ts";
import * as webhooks from "./operations.ts";
import { queueDeliveries } from "./queue.ts";
import { recoverWebhooks, sendDueWebhooks } from "./sender.ts";
import { sweepDeliveries } from "./sweep.ts";

export const operations: Operation[] = [
  ...Object.values(webhooks),
  ...Object.values(triggers),
  ...Object.values(feed),
  ...Object.values(hooks),
];
export const jobs: Job[] = [sendDueWebhooks, recoverWebhooks, sweepDeliveries];
export const subscribers: Subscriber[] = [queueDeliveries];
export const refusals: Refusals = {};
