import { z } from "zod";
import { hasReadableLogin } from "../../../platform/outgoing.ts";
import { PageQuery } from "../../../platform/page.ts";
import { BooleanParameter, Id, IdParameter, InstantOut } from "../../../platform/schemas.ts";

const OnExternalChange = z.enum(["cancel", "ask", "ignore"]).meta({
  description:
    "What becomes of a booking whose event is deleted or moved in this calendar: it is cancelled or moved, its host is asked, or nothing",
});

export const ConnectedCalendar = z
  .object({
    id: Id,
    name: z.string(),
    timeZone: z.string().nullable(),
    isPrimary: z.boolean(),
    isWritable: z.boolean(),
    isBusy: z.boolean().meta({ description: "Its events keep bookings out" }),
    isTarget: z.boolean().meta({ description: "Bookings are written here; one calendar per person" }),
    onExternalChange: OnExternalChange,
    lastSyncedAt: InstantOut.nullable(),
    nextSyncAt: InstantOut.nullable(),
    lastError: z.string().nullable(),
  })
  .meta({ id: "ConnectedCalendar" });

export const Connection = z
  .object({
    id: Id,
    userId: Id,
    provider: z.enum(["ics", "caldav", "google", "microsoft", "zoom"]),
    account: z.string().meta({ description: "Whose account it is, as the provider calls it; of a feed its host" }),
    mode: z.enum(["live", "sandbox"]).meta({ description: "sandbox: made up, because no credentials are set" }),
    status: z.enum(["connecting", "ok", "failing", "disconnected"]).meta({
      description: "connecting: it is being looked at. failing: connect it anew, see lastError",
    }),
    lastError: z.string().nullable(),
    lastSyncedAt: InstantOut.nullable(),
    calendars: z.array(ConnectedCalendar),
    createdAt: InstantOut,
    version: z.int(),
  })
  .meta({ id: "CalendarConnection" });

// `refine` also runs after what came before it has failed.
const canSignIn = (text: string) => !URL.canParse(text) || hasReadableLogin(new URL(text));
const unreadableLogin = "Must hold a user name and password that can be read, or none";
const feedAddress = z
  .url({ protocol: /^(https?|webcals?)$/, error: "Must be an http, https or webcal address" })
  .max(2000)
  .refine(canSignIn, { error: unreadableLogin })
  .meta({ description: "Of the .ics file. It may hold a secret, so no answer shows it" });
const password = z.string().min(1).max(1000).meta({ description: "Better an app password than the account's own" });

export const ConnectionDraft = z.discriminatedUnion("provider", [
  z.strictObject({ provider: z.literal("ics"), url: feedAddress }),
  z.strictObject({
    provider: z.literal("caldav"),
    url: z
      .url({ protocol: /^https?$/, error: "Must be an http or https address" })
      .max(2000)
      .refine(canSignIn, { error: unreadableLogin })
      .meta({ description: "The server's, the account's or a calendar's address: whatever is at hand" }),
    username: z.string().trim().min(1).max(300),
    password,
  }),
]);

export const ConnectionChanges = z.strictObject({
  password: password.optional().meta({ description: "A new one, of a CalDAV account" }),
  calendars: z
    .array(
      z.strictObject({
        id: Id,
        isBusy: z.boolean().optional(),
        isTarget: z.boolean().optional(),
        onExternalChange: OnExternalChange.optional(),
      }),
    )
    .max(200)
    .optional()
    .meta({ description: "Those that change" }),
});

export const ConnectionId = z.object({ id: IdParameter });
export const ConnectionSearch = PageQuery.extend({
  userId: IdParameter.optional().meta({ description: "Somebody else's; only owners, admins and managers see them" }),
});
export const Removal = ConnectionId.extend({
  removeEvents: BooleanParameter.optional().meta({
    description: "Also removes the events of bookings that are to come",
  }),
});

export const Authorization = z.strictObject({ provider: z.enum(["google", "microsoft", "zoom"]) });
export const AuthorizationStart = z
  .object({
    authorizeUrl: z.string().meta({ description: "Send the account's owner there; it comes back by itself" }),
    expiresAt: InstantOut,
  })
  .meta({ id: "CalendarAuthorization" });
export const Callback = z.object({
  state: z.string().max(200),
  code: z.string().max(4000).optional(),
  error: z.string().max(200).optional().meta({ description: "Why the owner did not agree" }),
});
