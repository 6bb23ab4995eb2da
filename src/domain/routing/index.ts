import type { Operation } from "../../platform/operation.ts";
import type { Subscriber } from "../events/subscriber.ts";
import { noteBookings } from "./forms/follow.ts";
import * as forms from "./forms/operations.ts";
import * as visitorForms from "./forms/visitor-operations.ts";

export const operations: Operation[] = [...Object.values(forms), ...Object.values(visitorForms)];
export const subscribers: Subscriber[] = [noteBookings];
