import { z } from "zod";
import { PageQuery } from "../../../platform/page.ts";
import { BooleanParameter, Id, IdParameter, InstantOut, Name, Text, Url } from "../../../platform/schemas.ts";
import { PublicBusiness, PublicEventType, PublicPerson } from "../event-types/public-schema.ts";
import { Slug } from "../event-types/schema.ts";

export const teamRoles = ["owner", "admin", "member"] as const;
export type TeamRole = (typeof teamRoles)[number];

export const Team = z
  .object({
    id: Id,
    name: z.string(),
    slug: z.string(),
    bio: z.string().nullable(),
    logoUrl: z.string().nullable(),
    hidden: z.boolean().meta({ description: "Has no page of its own; its event types can be booked" }),
    memberCount: z.int(),
    role: z.enum(teamRoles).nullable().meta({ description: "Yours in the team" }),
    link: z.string().meta({ description: "The address of its page" }),
    version: z.int(),
    createdAt: InstantOut,
    updatedAt: InstantOut,
  })
  .meta({ id: "Team" });

const fields = {
  name: Name,
  slug: Slug.meta({ description: "The last part of its address; made of the name where it is not given" }),
  bio: Text.nullable(),
  logoUrl: Url.nullable(),
  hidden: z.boolean(),
};
export const TeamDraft = z.strictObject(fields).partial().required({ name: true });
export const TeamChanges = z.strictObject(fields).partial();
export const TeamId = z.object({ id: IdParameter.meta({ description: "The team's id" }) });
export const TeamSearch = PageQuery.extend({
  mine: BooleanParameter.optional().meta({ description: "Those you belong to, where you see others too" }),
});

export const TeamMember = z
  .object({
    id: Id.meta({ description: "The user's id" }),
    name: z.string(),
    email: z.string(),
    username: z.string().nullable(),
    avatarUrl: z.string().nullable(),
    role: z.enum(teamRoles),
    joinedAt: InstantOut,
  })
  .meta({ id: "TeamMember" });
export const TeamMemberDraft = z.strictObject({
  userId: Id.meta({ description: "A member of the business" }),
  role: z.enum(teamRoles).default("member"),
});
export const TeamMemberChanges = z.strictObject({ role: z.enum(teamRoles) });
export const TeamMemberId = z.object({ id: IdParameter, userId: IdParameter });
export const TeamMemberSearch = PageQuery.extend({ id: IdParameter.meta({ description: "The team's id" }) });

export const PublicTeamSearch = z.object({
  subdomain: z.string().max(63).meta({ description: "The business's" }),
  slug: z.string().max(100).meta({ description: "The team's" }),
});
export const PublicTeam = z
  .object({
    name: z.string(),
    slug: z.string(),
    bio: z.string().nullable(),
    logoUrl: z.string().nullable(),
    business: PublicBusiness,
    members: z.array(PublicPerson),
    eventTypes: z.array(PublicEventType),
  })
  .meta({ id: "PublicTeam" });
