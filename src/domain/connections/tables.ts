import type { ColumnType, Generated } from "kysely";

// How connections' tables look from TypeScript; migrations/0011_connections.sql says why they are so.

export type ConnectionStatus = "connecting" | "ok" | "failing" | "disconnected";
export type OnExternalChange = "cancel" | "ask" | "ignore";
export type EntryState = "writing" | "written" | "failed" | "asked" | "ignored";
/** What happened to an event of ours in somebody's calendar. Times are ISO instants. */
export type Outside = {
  kind: "deleted" | "moved";
  startTime?: string;
  endTime?: string;
  /** Why what its owner had chosen could not be done. */
  reason?: string;
};

declare module "../../platform/database.ts" {
  interface Tables {
    calendarConnections: {
      businessId: number;
      id: Generated<number>;
      userId: number;
      provider: "ics" | "caldav" | "google" | "microsoft" | "zoom";
      account: string;
      accountKey: string;
      mode: "live" | "sandbox";
      sealedSecret: string;
      status: Generated<ConnectionStatus>;
      lastError: string | null;
      lastSyncedAt: string | null;
      version: Generated<number>;
      createdAt: string;
      updatedAt: Generated<string>;
    };
    connectedCalendars: {
      businessId: number;
      id: Generated<number>;
      connectionId: number;
      userId: number;
      externalId: string;
      name: string;
      timeZone: string | null;
      isPrimary: Generated<boolean>;
      isWritable: Generated<boolean>;
      isBusy: Generated<boolean>;
      isTarget: Generated<boolean>;
      onExternalChange: Generated<OnExternalChange>;
      cursor: string | null;
      readInFullAt: string | null;
      refreshMinutes: number | null;
      nextSyncAt: string | null;
      lastSyncedAt: string | null;
      lastError: string | null;
      failures: Generated<number>;
      failingSince: string | null;
      createdAt: string;
    };
    calendarEntries: {
      businessId: number;
      id: Generated<number>;
      subject: string;
      userId: number;
      connectedCalendarId: number;
      uid: string;
      eventId: string | null;
      title: string;
      fingerprint: string | null;
      startsAt: string;
      endsAt: string;
      state: Generated<EntryState>;
      outside: ColumnType<Outside | null, string | null | undefined, string | null>;
      lastError: string | null;
      leasedUntil: string | null;
      writtenAt: string | null;
      createdAt: string;
    };
    meetingRooms: {
      businessId: number;
      bookingId: number;
      connectionId: number | null;
      provider: string;
      meetingId: string;
      fingerprint: string;
      createdAt: string;
    };
    calendarAuthorizations: {
      businessId: number;
      id: Generated<number>;
      userId: number;
      provider: "google" | "microsoft" | "zoom";
      stateHash: string;
      expiresAt: string;
      usedAt: string | null;
      createdAt: string;
    };
    calendarFeeds: {
      businessId: number;
      userId: number;
      tokenHash: string;
      sealedToken: string;
      createdAt: string;
    };
  }
}
