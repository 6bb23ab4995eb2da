import type {
  createOneEventType,
  getEventType,
  updateEventType,
} from "../../../src/domain/scheduling/event-types/operations.ts";
import type { Answer, Input } from "../../shared/api.ts";
import { type Question, questionsToEdit, questionsToSend } from "../parts/questions-model.ts";

export type EventType = Answer<typeof getEventType>;
export type Changes = Omit<Input<typeof updateEventType>, "id">;
export type Draft = Input<typeof createOneEventType>;
export type Location = EventType["locations"][number] & { key?: string };
export type Limits = NonNullable<EventType["bookingLimits"]>;

const edited = [
  "title",
  "slug",
  "description",
  "length",
  "lengthOptions",
  "active",
  "hidden",
  "color",
  "locations",
  "scheduleId",
  "lockTimeZone",
  "timeZone",
  "minimumBookingNotice",
  "beforeEventBuffer",
  "afterEventBuffer",
  "slotInterval",
  "offsetStart",
  "onlyFirstSlotPerDay",
  "periodType",
  "periodDays",
  "periodCountCalendarDays",
  "periodStartDate",
  "periodEndDate",
  "bookingLimits",
  "durationLimits",
  "seatsPerTimeSlot",
  "seatsShowAttendees",
  "seatsShowAvailabilityCount",
  "requiresConfirmation",
  "requiresConfirmationThreshold",
  "requiresConfirmationWillBlockSlot",
  "recurringEvent",
  "price",
  "currency",
  "disableGuests",
  "disableCancelling",
  "disableRescheduling",
  "minimumCancellationNotice",
  "minimumReschedulingNotice",
  "successRedirectUrl",
  "forwardParamsSuccessRedirect",
  "isInstantEvent",
  "instantExpirySeconds",
] as const satisfies (keyof EventType)[];
const ofTeams = [
  "schedulingType",
  "hosts",
  "hostGroups",
  "assignAllTeamMembers",
  "roundRobinPeriod",
  "roundRobinBasis",
  "isRRWeightsEnabled",
  "countNoShows",
  "countCancellations",
  "countAbsences",
  "unlockedFields",
] as const satisfies (keyof EventType)[];
/** What a managed type may leave to its hosts, in the order of the tabs. */
export const unlockableFields = [...edited, "bookingFields"] as const;

export type Values = Pick<EventType, (typeof edited)[number] | (typeof ofTeams)[number]> & {
  bookingFields: Question[];
  /** Your own names and values, as JSON text. */
  metadata: string;
};

/** An event type as its form holds it. */
export function toEdit(eventType: EventType): Values {
  const kept = Object.fromEntries([...edited, ...ofTeams].map((field) => [field, eventType[field]]));
  const metadata = Object.keys(eventType.metadata).length > 0 ? JSON.stringify(eventType.metadata, null, 2) : "";
  return {
    ...(kept as Omit<Values, "bookingFields" | "metadata">),
    bookingFields: questionsToEdit(eventType.bookingFields),
    metadata,
  };
}

/** What was changed, as the server takes it. What was left alone is not sent, and nobody's change to it undone. */
export function toSend(before: Values, after: Values, isTeams: boolean): Changes {
  const fields = [...edited, ...(isTeams ? ofTeams : []), "bookingFields", "metadata"] as (keyof Values)[];
  const [was, is] = [sendable(before), sendable(after)] as Record<string, unknown>[];
  return Object.fromEntries(
    fields
      .filter((field) => JSON.stringify(was![field]) !== JSON.stringify(is![field]))
      .map((field) => [field, is![field]]),
  ) as Changes;
}

const sendable = (values: Values) => ({
  ...values,
  description: values.description || null,
  successRedirectUrl: values.successRedirectUrl || null,
  lengthOptions:
    values.lengthOptions.length > 0 ? [...new Set([...values.lengthOptions, values.length])].sort((a, b) => a - b) : [],
  hosts: values.hosts.map(({ name: _, ...host }) => host),
  bookingFields: questionsToSend(values.bookingFields),
  metadata: values.metadata.trim() ? asJson(values.metadata) : {},
});

/** Text that is no JSON is sent as it is, and refused with the field named. */
function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** "Intro call — 30 min" → "intro-call-30-min" */
export const slugOf = (title: string): string =>
  title
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 100);
