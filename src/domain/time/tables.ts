import type { ColumnType, Generated } from "kysely";

// How time's tables look from TypeScript; migrations/0003_time.sql says why they are so.

declare module "../../platform/database.ts" {
  interface Tables {
    calendars: {
      businessId: number;
      id: Generated<number>;
      kind: string;
      userId: number | null;
      closed: Generated<boolean>;
    };
    schedules: {
      businessId: number;
      id: Generated<number>;
      calendarId: number | null;
      name: string;
      timeZone: string;
      isDefault: Generated<boolean>;
      version: Generated<number>;
      updatedAt: Generated<string>;
    };
    scheduleHours: {
      businessId: number;
      scheduleId: number;
      id: Generated<number>;
      kind: string;
      day: number;
      startMinute: number;
      endMinute: number;
      locationId: number | null;
    };
    scheduleOverrides: {
      businessId: number;
      scheduleId: number;
      id: Generated<number>;
      date: string;
      startMinute: number | null;
      endMinute: number | null;
      locationId: number | null;
      note: string | null;
    };
    outOfOffice: {
      businessId: number;
      id: Generated<number>;
      uid: string;
      calendarId: number;
      startsAt: string;
      endsAt: string;
      reason: Generated<string>;
      note: string | null;
      redirectUserId: number | null;
      version: Generated<number>;
      createdAt: string;
      updatedAt: Generated<string>;
    };
    externalBusy: {
      businessId: number;
      calendarId: number;
      id: Generated<number>;
      connectedCalendarId: number;
      eventKey: string;
      source: string;
      startsAt: string;
      endsAt: string;
      takenAt: Generated<string>;
    };
    claims: {
      businessId: number;
      id: Generated<number>;
      calendarId: number;
      startsAt: string;
      endsAt: string;
      appointmentId: number | null;
      holdId: number | null;
      blockId: number | null;
      bookingId: number | null;
      takenAt: Generated<string>;
    };
    holds: {
      businessId: number;
      id: Generated<number>;
      uid: string;
      serviceId: number | null;
      eventTypeId: number | null;
      bookingId: number | null;
      hostIds: Generated<number[]>;
      assignmentReason: ColumnType<Record<string, unknown> | null, string | null | undefined, never>;
      employeeId: number | null;
      locationId: number | null;
      appointmentId: number | null;
      startsAt: string;
      endsAt: string;
      addressHash: string | null;
      expiresAt: string;
      createdAt: string;
    };
    blocks: {
      businessId: number;
      id: Generated<number>;
      calendarId: number;
      startsAt: string;
      endsAt: string;
      reason: string | null;
      version: Generated<number>;
      createdAt: string;
      updatedAt: Generated<string>;
    };
  }
}
