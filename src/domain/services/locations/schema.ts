import { z } from "zod";
import { PageQuery } from "../../../platform/page.ts";
import { BooleanParameter, Email, Id, IdParameter, Name, Phone, TimeZone } from "../../../platform/schemas.ts";

export const Location = z
  .object({
    id: Id,
    name: z.string(),
    address: z.string().nullable(),
    city: z.string().nullable(),
    state: z.string().nullable(),
    postalCode: z.string().nullable(),
    country: z.string().nullable(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    timeZone: z.string().nullable().meta({ description: "null follows the business's" }),
    latitude: z.number().nullable(),
    longitude: z.number().nullable(),
    districtId: Id.nullable(),
    active: z.boolean(),
    version: z.int(),
  })
  .meta({ id: "Location" });

const Line = z.string().trim().min(1, { error: "Must not be empty; send null for none" }).max(300);
export const LocationDraft = z.strictObject({
  name: Name,
  address: Line.nullish(),
  city: Line.nullish(),
  state: Line.nullish(),
  postalCode: Line.nullish(),
  country: Line.nullish(),
  phone: Phone.nullish(),
  email: Email.nullish(),
  timeZone: TimeZone.nullish(),
  latitude: z.number().min(-90).max(90).nullish(),
  longitude: z.number().min(-180).max(180).nullish(),
  districtId: Id.nullish(),
  active: z.boolean().optional(),
});
export const LocationChanges = LocationDraft.partial();
export const LocationId = z.object({ id: IdParameter.meta({ description: "The location's id" }) });
export const LocationSearch = PageQuery.extend({
  districtId: IdParameter.optional().meta({ description: "Only locations of this district, a group of locations" }),
  active: BooleanParameter.optional().meta({ description: "true: open ones; false: closed ones; left out: both" }),
  search: z.string().max(200).optional().meta({ description: "Part of the name, address or city" }),
});
