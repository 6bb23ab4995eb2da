import { z } from "zod";
import { PageQuery } from "../../../platform/page.ts";
import { BooleanParameter, Colour, Email, Id, IdParameter, Name, Phone, Text, Url } from "../../../platform/schemas.ts";

export const Employee = z
  .object({
    id: Id,
    name: z.string(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    role: z.string().nullable().meta({ description: "The job title: the name of an employee role" }),
    roleId: Id.nullable(),
    serviceIds: z.array(Id).meta({ description: "The services they perform" }),
    allServices: z.boolean().meta({ description: "They perform every service, new ones too" }),
    locationIds: z.array(Id).meta({ description: "Where they work; empty is everywhere" }),
    active: z.boolean().meta({ description: "Can be booked" }),
    color: z.string().nullable(),
    bio: z.string().nullable(),
    photoUrl: z.string().nullable(),
    userId: Id.nullable().meta({ description: "Who they sign in as" }),
    position: z.int().meta({ description: "Smaller comes first" }),
    version: z.int(),
  })
  .meta({ id: "Employee" });
export type EmployeeView = z.output<typeof Employee>;

const ids = z
  .array(Id)
  .max(1000)
  .transform((list) => [...new Set(list)]);

export const EmployeeDraft = z.strictObject({
  name: Name,
  email: Email.nullish(),
  phone: Phone.nullish(),
  role: Name.nullish().meta({
    description: "A job title. A new one becomes an employee role with the usual permissions",
  }),
  serviceIds: ids.nullish().meta({ description: "null or nothing: every service" }),
  locationIds: ids.nullish().meta({ description: "null, nothing or empty: everywhere" }),
  active: z.boolean().optional(),
  color: Colour.nullish(),
  bio: Text.nullish(),
  photoUrl: Url.nullish(),
  userId: Id.nullish().meta({ description: "A member of the business, whose calendar the employee then shares" }),
  position: z.int().min(0).max(100_000).optional(),
});
export const EmployeeChanges = EmployeeDraft.partial();
export type EmployeeDraft = z.output<typeof EmployeeDraft>;
export type EmployeeChanges = z.output<typeof EmployeeChanges>;

export const EmployeeId = z.object({
  id: IdParameter.meta({ description: "The staff member's id (the employee's, not the user's)" }),
});
export const EmployeeSearch = PageQuery.extend({
  serviceId: IdParameter.optional().meta({ description: "Those who perform it" }),
  locationId: IdParameter.optional().meta({ description: "Those who work there" }),
  active: BooleanParameter.optional().meta({
    description: "true: those who can be booked; false: those who cannot; left out: both",
  }),
  search: z.string().max(200).optional().meta({ description: "Part of the name, email or phone number" }),
});
