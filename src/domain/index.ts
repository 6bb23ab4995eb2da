import type { Refusals } from "../platform/constraints.ts";
import type { Job, Operation } from "../platform/operation.ts";
import type { Subscriber } from "./events/subscriber.ts";
import * as businessStore from "./identity/businesses/store.ts";
import * as categories from "./services/categories/operations.ts";
import * as services from "./services/services/operations.ts";
import * as serviceStore from "./services/services/store.ts";
import * as claims from "./time/calendars/claims.ts";

/** Everything the product can do, wing by wing. Every door is made from this list. */
export const operations: Operation[] = [...Object.values(categories), ...Object.values(services)];

/** Work for later. */
export const jobs: Job[] = [];

/** What follows what. */
export const subscribers: Subscriber[] = [];

/** Broken database constraints, in the caller's words. */
export const refusals: Refusals = { ...businessStore.refusals, ...claims.refusals, ...serviceStore.refusals };
