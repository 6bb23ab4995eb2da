// What a caller may do: `area:read` or `area:write`. The same words are the roles' permissions, the custom roles of a
// business and the OAuth scopes.

export const areas = [
  "services",
  "staff",
  "locations",
  "resources",
  "customers",
  "appointments",
  "event-types",
  "schedules",
  "bookings",
  "teams",
  "calendars",
  "webhooks",
  "workflows",
  "products",
  "invoices",
  "routing",
  "waitlist",
  "reviews",
  "insights",
  "settings",
  "messages",
  "members",
  "keys",
  "apps",
  "audit",
  "billing",
] as const;
export type Area = (typeof areas)[number];
export type Ability = `${Area}:read` | `${Area}:write`;

export const abilities = areas.flatMap((area) => [`${area}:read`, `${area}:write`] as Ability[]);

const everythingBut = (...refused: Ability[]) => abilities.filter((ability) => !refused.includes(ability));

export const roles = ["owner", "admin", "manager", "employee"] as const;
export type Role = (typeof roles)[number];

/** The built-in roles. A business's own roles (employee-role) list their permissions themselves. */
export const roleAbilities: Record<Role, readonly Ability[]> = {
  owner: abilities,
  admin: everythingBut("billing:write"),
  manager: everythingBut(
    "settings:write",
    "members:write",
    "apps:write",
    "billing:read",
    "billing:write",
    "audit:write",
  ),
  employee: [
    "services:read",
    "staff:read",
    "locations:read",
    "resources:read",
    "customers:read",
    "customers:write",
    "appointments:read",
    "appointments:write",
    "event-types:read",
    "event-types:write",
    "schedules:read",
    "schedules:write",
    "bookings:read",
    "bookings:write",
    "teams:read",
    "calendars:read",
    "calendars:write",
    "webhooks:read",
    "webhooks:write",
    "products:read",
    "waitlist:read",
    "reviews:read",
    "settings:read",
    "keys:read",
    "keys:write",
  ],
};

/** Which roles a member may give to others: nobody hands out more than they have. */
export const mayGrant = (giver: string | null, role: Role) =>
  giver === "owner" || (giver === "admin" && role !== "owner") || (giver === "manager" && role === "employee");
