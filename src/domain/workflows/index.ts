import type { Refusals } from "../../platform/constraints.ts";
import type { Job, Operation } from "../../platform/operation.ts";
import type { Subscriber } from "../events/subscriber.ts";
import { followEvents } from "./runs/follow.ts";
import * as runs from "./runs/operations.ts";
import { callWorkflowWebhook, sendWorkflowStep } from "./runs/run.ts";
import { planForBooked } from "./runs/scan.ts";
import * as texts from "./texts/operations.ts";
import * as workflows from "./workflows/operations.ts";

export const operations: Operation[] = [...Object.values(workflows), ...Object.values(texts), ...Object.values(runs)];
export const jobs: Job[] = [sendWorkflowStep, callWorkflowWebhook, planForBooked];
export const subscribers: Subscriber[] = [followEvents];
export const refusals: Refusals = {};
