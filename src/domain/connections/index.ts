import type { Refusals } from "../../platform/constraints.ts";
import type { Job, Operation } from "../../platform/operation.ts";
import type { Subscriber } from "../events/subscriber.ts";
import { finishConnecting } from "./accounts/finish.ts";
import { lookAtAccount } from "./accounts/look.ts";
import * as accounts from "./accounts/operations.ts";
import { clearConnection } from "./accounts/remove.ts";
import { sweepCalendars } from "./busy/sweep.ts";
import { readCalendar } from "./busy/sync.ts";
import { writeBack } from "./entries/follow.ts";
import * as entries from "./entries/operations.ts";
import { writeEntryNow } from "./entries/write.ts";
import * as feed from "./feed/operations.ts";
import { keepMeetingRoom } from "./rooms/keep.ts";
import * as rooms from "./rooms/operations.ts";

export const operations: Operation[] = [
  ...Object.values(accounts),
  ...Object.values(entries),
  ...Object.values(feed),
  ...Object.values(rooms),
];
export const jobs: Job[] = [
  finishConnecting,
  lookAtAccount,
  clearConnection,
  readCalendar,
  sweepCalendars,
  writeEntryNow,
  keepMeetingRoom,
];
export const subscribers: Subscriber[] = [writeBack];
export const refusals: Refusals = {};
