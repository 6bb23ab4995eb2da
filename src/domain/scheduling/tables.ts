import type { ColumnType, Generated } from "kysely";
import type { Question } from "../services/questions/schema.ts";

// How scheduling's tables look from TypeScript; migrations/0008_scheduling.sql says why they are so. A jsonb column is
// written as JSON text.

type Json<Value> = ColumnType<Value, string, string>;
type JsonWithDefault<Value> = ColumnType<Value, string | undefined, string>;

export type PeriodType = "UNLIMITED" | "ROLLING" | "ROLLING_WINDOW" | "RANGE";
export type SchedulingType = "collective" | "roundRobin" | "managed";
export type BookingStatus = "accepted" | "pending" | "cancelled" | "rejected" | "awaiting_host";
/** Of an event type: `type` is Cal.com's word for it, such as `inPerson` or `integrations:jitsi`. */
export type Location = {
  type: string;
  address?: string;
  link?: string;
  phone?: string;
  displayLocationPublicly?: boolean;
};
/** Of a booking: where it takes place. `url` is null until the conferencing provider has made the room. */
export type BookingLocation = {
  type: string;
  address?: string | null;
  phone?: string | null;
  url?: string | null;
  /** "sandbox" where no provider is connected. */
  mode?: "live" | "sandbox";
};
export type BookingField = Question;
export type Limits = Partial<Record<"PER_DAY" | "PER_WEEK" | "PER_MONTH" | "PER_YEAR", number>>;
export type Recurrence = { freq: "daily" | "weekly" | "monthly" | "yearly"; interval: number; count: number };
export type HostGroup = { id: string; name: string };

declare module "../../platform/database.ts" {
  interface Tables {
    teams: {
      businessId: number;
      id: Generated<number>;
      name: string;
      slug: string;
      bio: string | null;
      logoUrl: string | null;
      hidden: Generated<boolean>;
      version: Generated<number>;
      createdAt: string;
      updatedAt: Generated<string>;
    };
    teamMembers: { businessId: number; teamId: number; userId: number; role: string; createdAt: string };
    travelSchedules: {
      businessId: number;
      id: Generated<number>;
      calendarId: number;
      timeZone: string;
      startDate: string;
      endDate: string | null;
    };
    eventTypes: EventTypeTable;
    eventTypeHosts: {
      businessId: number;
      eventTypeId: number;
      userId: number;
      isFixed: Generated<boolean>;
      priority: Generated<number>;
      weight: Generated<number>;
      groupId: string | null;
      scheduleId: number | null;
      createdAt: string;
    };
    privateLinks: {
      businessId: number;
      id: Generated<number>;
      eventTypeId: number;
      link: string;
      expiresAt: string | null;
      maxUsageCount: number | null;
      usageCount: Generated<number>;
      createdAt: string;
    };
    bookings: BookingTable;
    bookingHosts: {
      businessId: number;
      bookingId: number;
      userId: number;
      isOrganizer: boolean;
      createdAt: string;
    };
    bookingAttendees: {
      businessId: number;
      bookingId: number;
      id: Generated<number>;
      uid: string;
      guestOf: number | null;
      name: string;
      email: string;
      phone: string | null;
      timeZone: string;
      language: string;
      status: Generated<"booked" | "cancelled">;
      noShow: Generated<boolean>;
      responses: JsonWithDefault<Record<string, unknown>>;
      createdAt: string;
    };
    bookingChanges: {
      businessId: number;
      bookingId: number;
      id: Generated<number>;
      kind: string;
      by: string;
      reason: string | null;
      details: JsonWithDefault<Record<string, unknown>>;
      createdAt: string;
    };
  }
}

type EventTypeTable = {
  businessId: number;
  id: Generated<number>;
  userId: number | null;
  teamId: number | null;
  parentId: number | null;
  schedulingType: SchedulingType | null;
  title: string;
  slug: string;
  description: string | null;
  length: number;
  lengthOptions: Generated<number[]>;
  active: Generated<boolean>;
  hidden: Generated<boolean>;
  position: Generated<number>;
  color: string | null;
  locations: JsonWithDefault<Location[]>;
  bookingFields: JsonWithDefault<BookingField[]>;
  scheduleId: number | null;
  lockTimeZone: Generated<boolean>;
  timeZone: string | null;
  minimumBookingNotice: Generated<number>;
  beforeEventBuffer: Generated<number>;
  afterEventBuffer: Generated<number>;
  slotInterval: number | null;
  offsetStart: Generated<number>;
  onlyFirstSlotPerDay: Generated<boolean>;
  periodType: Generated<PeriodType>;
  periodDays: number | null;
  periodCountCalendarDays: Generated<boolean>;
  periodStartDate: string | null;
  periodEndDate: string | null;
  bookingLimits: JsonWithDefault<Limits>;
  durationLimits: JsonWithDefault<Limits>;
  seatsPerTimeSlot: number | null;
  seatsShowAttendees: Generated<boolean>;
  seatsShowAvailabilityCount: Generated<boolean>;
  requiresConfirmation: Generated<boolean>;
  requiresConfirmationThresholdMinutes: number | null;
  requiresConfirmationWillBlockSlot: Generated<boolean>;
  recurringEvent: ColumnType<Recurrence | null, string | null | undefined, string | null>;
  price: Generated<number>;
  currency: string;
  disableGuests: Generated<boolean>;
  disableCancelling: Generated<boolean>;
  disableRescheduling: Generated<boolean>;
  minimumCancellationNotice: Generated<number>;
  minimumReschedulingNotice: Generated<number>;
  successRedirectUrl: string | null;
  forwardParamsSuccessRedirect: Generated<boolean>;
  isInstantEvent: Generated<boolean>;
  instantExpirySeconds: Generated<number>;
  roundRobinPeriod: Generated<"day" | "month">;
  roundRobinBasis: Generated<"createdAt" | "startTime">;
  isRrWeightsEnabled: Generated<boolean>;
  countNoShows: Generated<boolean>;
  countCancellations: Generated<boolean>;
  countAbsences: Generated<boolean>;
  hostGroups: JsonWithDefault<HostGroup[]>;
  assignAllTeamMembers: Generated<boolean>;
  unlockedFields: Generated<string[]>;
  metadata: JsonWithDefault<Record<string, unknown>>;
  version: Generated<number>;
  createdAt: string;
  updatedAt: Generated<string>;
};

type BookingTable = {
  businessId: number;
  id: Generated<number>;
  uid: string;
  eventTypeId: number | null;
  userId: number | null;
  title: string;
  type: string;
  description: string | null;
  status: BookingStatus;
  startsAt: string;
  endsAt: string;
  bufferBefore: Generated<number>;
  bufferAfter: Generated<number>;
  location: Json<BookingLocation> | null;
  responses: JsonWithDefault<Record<string, unknown>>;
  metadata: JsonWithDefault<Record<string, unknown>>;
  seats: number | null;
  price: Generated<number>;
  currency: string;
  paid: Generated<boolean>;
  cancellationReason: string | null;
  cancelledBy: string | null;
  rejectionReason: string | null;
  rescheduledBy: string | null;
  rescheduleReason: string | null;
  recurringEventId: string | null;
  assignmentReason: ColumnType<Record<string, unknown> | null, string | null | undefined, string | null>;
  hostNoShow: Generated<boolean>;
  internalNote: string | null;
  timeZone: string;
  language: string;
  source: string;
  expiresAt: string | null;
  sequence: Generated<number>;
  version: Generated<number>;
  createdAt: string;
  updatedAt: Generated<string>;
};
