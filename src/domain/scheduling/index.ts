import type { Refusals } from "../../platform/constraints.ts";
import type { Job, Operation } from "../../platform/operation.ts";
import type { Subscriber } from "../events/subscriber.ts";
import { endUnanswered } from "./bookings/end-unanswered.ts";
import * as bookings from "./bookings/operations.ts";
import * as visitorBookings from "./bookings/visitor-operations.ts";
import * as eventTypes from "./event-types/operations.ts";
import * as publicEventTypes from "./event-types/public.ts";
import * as eventTypeStore from "./event-types/store.ts";
import * as holds from "./holds/operations.ts";
import { tellBusinesses } from "./me/changed.ts";
import * as me from "./me/operations.ts";
import { notifyAboutBookings } from "./notifications/notify.ts";
import * as answers from "./notifications/operations.ts";
import { announceWithoutRoom } from "./notifications/rooms.ts";
import * as privateLinks from "./private-links/operations.ts";
import * as schedules from "./schedules/operations.ts";
import * as slots from "./slots/operations.ts";
import * as teams from "./teams/operations.ts";
import * as teamStore from "./teams/store.ts";
import * as usernameStore from "./usernames/store.ts";

export const operations: Operation[] = [
  ...Object.values(me),
  ...Object.values(schedules),
  ...Object.values(slots),
  ...Object.values(holds),
  ...Object.values(visitorBookings),
  ...Object.values(bookings),
  ...Object.values(answers),
  ...Object.values(eventTypes),
  ...Object.values(publicEventTypes),
  ...Object.values(privateLinks),
  ...Object.values(teams),
];
export const jobs: Job[] = [endUnanswered, announceWithoutRoom, tellBusinesses];
export const subscribers: Subscriber[] = [notifyAboutBookings];
export const refusals: Refusals = { ...eventTypeStore.refusals, ...teamStore.refusals, ...usernameStore.refusals };
