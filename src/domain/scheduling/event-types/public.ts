import { sql } from "kysely";
import { badRequest, conflict, DomainError, missing, notFound } from "../../../platform/errors.ts";
import { type Context, operation } from "../../../platform/operation.ts";
import { page } from "../../../platform/page.ts";
import { listRecords } from "../../../platform/records.ts";
import { checkLink, eventTypeOfLink } from "../private-links/store.ts";
import { teamsOf } from "../teams/access.ts";
import {
  ExtensionEventType,
  ExtensionSearch,
  PublicEventTypes,
  type PublicEventTypeView,
  PublicSearch,
} from "./public-schema.ts";
import { publicBusiness, publicEventTypes, publicPerson } from "./public-views.ts";
import { viewsOf } from "./store.ts";

export const findPublicEventTypes = operation({
  name: "event-types.public",
  http: "GET /api/event-types/public",
  access: "public",
  tenant: { subdomain: "subdomain", username: "username", eventType: "eventTypeId", handles: ["link"] },
  summary: "What a booking page shows: one event type, or all that a person or team offers",
  description: "Hidden event types are left out of lists; their own address, id or a private link shows them.",
  query: PublicSearch,
  output: PublicEventTypes,
  errors: [conflict, notFound],
  async run(context, search) {
    const business = await publicBusiness(context);
    if (search.eventTypeId !== undefined || search.slug !== undefined || search.link !== undefined) {
      const eventType = await publicEventType(context, search);
      const [host] = eventType.hosts;
      const person = !eventType.team && host?.username ? await publicPerson(context, host.username) : null;
      return { business, person, eventTypes: [eventType] };
    }
    if (search.username !== undefined) {
      const person = await publicPerson(context, search.username);
      if (!person) throw missing("person", search.username, "username");
      const shown = await publicEventTypes(context, sql`e.user_id = ${person.id} and not e.hidden`);
      return { business, person, eventTypes: shown };
    }
    if (search.team === undefined) throw unclear();
    return { business, person: null, eventTypes: await publicEventTypes(context, ofTeam(context, search.team)) };
  },
});

async function publicEventType(context: Context, search: PublicSearch): Promise<PublicEventTypeView> {
  const [found] = await publicEventTypes(context, await named(context, search));
  if (!found) throw missing("event type", search.eventTypeId ?? search.slug ?? null);
  if (search.link !== undefined) await checkLink(context, found.id, search.link);
  return found;
}

async function named(context: Context, { eventTypeId, username, team, slug, link }: PublicSearch) {
  const { businessId } = context;
  if (eventTypeId !== undefined) return sql`e.id = ${eventTypeId}`;
  if (username !== undefined && slug !== undefined)
    return sql`e.slug = ${slug} and e.user_id = (select n.user_id from usernames n
      where n.username = ${username.toLowerCase()} and n.business_id = ${businessId})`;
  if (team !== undefined && slug !== undefined)
    return sql`e.slug = ${slug} and e.team_id = (select t.id from teams t where t.business_id = ${businessId} and t.slug = ${team})`;
  if (link !== undefined) return sql`e.id = ${await eventTypeOfLink(context, link)}`;
  throw unclear();
}

const ofTeam = ({ businessId }: Context, slug: string) =>
  sql`not e.hidden and e.team_id = (select t.id from teams t where t.business_id = ${businessId} and t.slug = ${slug} and not t.hidden)`;

const unclear = () =>
  new DomainError(
    badRequest,
    "Say whose event types: eventTypeId, link, username, or subdomain and team; with slug for one of them.",
    [{ field: "username", message: "Required field" }],
  );

export const listExtensionEventTypes = operation({
  name: "extension.eventTypes",
  http: "GET /api/extension/event-types",
  access: "event-types:read",
  summary: "What you can offer somebody: your active event types and those of your teams, with their addresses",
  query: ExtensionSearch,
  output: page(ExtensionEventType),
  async run(context, paging) {
    const mine = sql`(user_id = ${context.caller.userId} or team_id in (${teamsOf(context)}))`;
    const where = [sql`active`, sql`scheduling_type is distinct from 'managed'`, mine];
    const found = await listRecords(context, "eventTypes", paging, { where, order: "position" });
    return { ...found, items: await viewsOf(context, found.items) };
  },
});
