import { z } from "zod";
import { forbidden, missing, notFound } from "../../../platform/errors.ts";
import { hashSecret, newHandle } from "../../../platform/handles.ts";
import { type Context, file, operation } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { ownUser } from "../accounts/connect.ts";
import { feedFile } from "./file.ts";
import { Feed, FeedRemoved, FeedToken, OwnFeed } from "./schema.ts";
import "../tables.ts";

const address = "/api/calendars/feed";

export const getFeed = operation({
  name: "calendars.feed",
  http: `GET ${address}`,
  access: "calendars:read",
  summary: "Get the secret address of your own calendar feed, if you have one",
  output: OwnFeed,
  errors: [forbidden],
  async run(context) {
    const found = await context.db
      .selectFrom("calendarFeeds")
      .selectAll()
      .where("businessId", "=", context.businessId)
      .where("userId", "=", ownUser(context))
      .executeTakeFirst();
    if (!found) return { url: null, createdAt: null };
    return { url: urlOf(context, context.services.secrets.open(found.sealedToken)), createdAt: found.createdAt };
  },
});

export const makeFeed = operation({
  name: "calendars.makeFeed",
  http: `POST ${address}`,
  access: "calendars:write",
  summary: "Make your own calendar feed, or give it a new address: the old one ends",
  output: Feed,
  status: 201,
  errors: [forbidden],
  async run(context) {
    const { businessId, db, now, services } = context;
    const userId = ownUser(context);
    const token = newHandle("ics", businessId);
    const values = { tokenHash: hashSecret(token), sealedToken: services.secrets.seal(token), createdAt: iso(now) };
    await db
      .insertInto("calendarFeeds")
      .values({ businessId, userId, ...values })
      .onConflict((conflict) => conflict.columns(["businessId", "userId"]).doUpdateSet(values))
      .execute();
    context.audit({ action: "calendar_feed.made", subject: "calendar_feed", subjectId: userId });
    return { url: urlOf(context, token), createdAt: values.createdAt };
  },
});

export const deleteFeed = operation({
  name: "calendars.deleteFeed",
  http: `DELETE ${address}`,
  access: "calendars:write",
  summary: "End your own calendar feed",
  output: FeedRemoved,
  errors: [notFound, forbidden],
  async run(context) {
    const userId = ownUser(context);
    const removed = await context.db
      .deleteFrom("calendarFeeds")
      .where("businessId", "=", context.businessId)
      .where("userId", "=", userId)
      .returning("userId")
      .execute();
    if (removed.length === 0) throw missing("calendar feed");
    context.audit({ action: "calendar_feed.deleted", subject: "calendar_feed", subjectId: userId });
    return { deleted: true as const };
  },
});

export const readFeed = operation({
  name: "calendars.readFeed",
  http: "GET /api/calendars/feeds/:token.ics",
  access: "public",
  tenant: { handles: ["token"] },
  summary: "A person's bookings and appointments as a calendar file, by the secret address",
  query: FeedToken,
  output: file(z.any(), "text/calendar"),
  errors: [notFound],
  async run(context, { token }) {
    const found = await context.db
      .selectFrom("calendarFeeds")
      .select("userId")
      .where("businessId", "=", context.businessId)
      .where("tokenHash", "=", hashSecret(token))
      .executeTakeFirst();
    if (!found) throw missing("calendar feed");
    return feedFile(context, found.userId);
  },
});

const urlOf = ({ services }: Context, token: string) => `${services.publicUrl}/api/calendars/feeds/${token}.ics`;
