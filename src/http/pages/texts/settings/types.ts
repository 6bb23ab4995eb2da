import type { z } from "zod";
import type { Connection } from "../../../../domain/connections/accounts/schema.ts";
import type { DeliveryStatus } from "../../../../domain/events/webhooks/retry.ts";

type Change = "cancel" | "ask" | "ignore";

/** What the pages say on which members look after their calendars and webhooks. */
export type SettingsTexts = {
  calendars: {
    title: string;
    text: string;
    none: string;
    feedAccount: string;
    status: string;
    /** "disconnected" ones are never listed. */
    statuses: Record<Exclude<z.output<typeof Connection>["status"], "disconnected">, string>;
    sandbox: string;
    lastRead: string;
    neverRead: string;
    problem: string;
    rooms: string;
    busy: string;
    target: string;
    readOnly: string;
    onChange: string;
    changes: Record<Change, string>;
    save: string;
    sync: string;
    disconnect: string;
    disconnectText: string;
    removeEvents: string;
    disconnectNow: string;
    lookAgain: string;
    connectTitle: string;
    connectFeed: string;
    feedAddress: string;
    feedHint: string;
    connectServer: string;
    server: string;
    username: string;
    passwordHint: string;
    connect: string;
    connectOther: string;
    /** {provider} is such as "Google". */
    connectProvider: string;
    goOn: string;
    goOnText: string;
    own: string;
    ownText: string;
    ownNone: string;
    ownAddress: string;
    makeOwn: string;
    renewOwn: string;
    renewOwnText: string;
    endOwn: string;
    asked: string;
    askedText: string;
    deleted: string;
    /** {when} is where the event is now. */
    moved: string;
    notDone: string;
    acceptDeleted: string;
    acceptMoved: string;
    keepBooking: string;
    wrong: Record<"feed" | "server" | "username" | "password", string>;
    done: Record<"saved" | "syncing" | "connecting" | "disconnected" | "made" | "ended" | "answered", string>;
  };
  webhooks: {
    title: string;
    text: string;
    none: string;
    active: string;
    off: string;
    /** {reason} is a sentence of the program, in English. */
    disabled: string;
    triggers: string;
    subscribedBy: string;
    about: string;
    abouts: Record<"business" | "person" | "team" | "eventType", string>;
    deliveries: string;
    noDeliveries: string;
    statuses: Record<DeliveryStatus, string>;
    attempts: string;
    answered: string;
    replay: string;
    replayAll: string;
    activate: string;
    remove: string;
    removeText: string;
    removeNow: string;
    done: Record<"activated" | "removed" | "replayed", string>;
    /** How many deliveries are sent again. */
    replayedAll: string;
  };
};
