import { z } from "zod";
import { Id } from "../../../platform/schemas.ts";
import { Appointment, AppointmentChanges, changeFields, order, startBeforeEnd } from "./schema.ts";

const mostAtOnce = 100;
/** The same changes to many, or to each its own. */
export const BulkChanges = z
  .strictObject({
    ids: z
      .array(Id)
      .min(1)
      .max(mostAtOnce)
      .optional()
      .meta({ description: "With `changes`: the same for all of them" }),
    changes: AppointmentChanges.optional().meta({ description: "What to change, the same for all of `ids`" }),
    appointments: z
      .array(
        z
          .strictObject({
            id: Id.meta({ description: "The appointment's id" }),
            version: z
              .int()
              .positive()
              .optional()
              .meta({ description: "The version that you read: refused where somebody changed it since" }),
            ...changeFields,
          })
          .refine(startBeforeEnd, order),
      )
      .min(1)
      .max(mostAtOnce)
      .optional()
      .meta({ description: "Instead of `ids` and `changes`: each with its own, and the version that you read" }),
  })
  .refine(({ ids, changes, appointments }) => (appointments ? !ids && !changes : ids && changes), {
    error: "Send ids together with changes, or appointments",
    path: ["ids"],
  })
  .refine(({ ids, appointments }) => isDistinct(ids ?? appointments?.map(({ id }) => id) ?? []), {
    error: "Must name each appointment once",
    path: ["ids"],
  });
const isDistinct = (ids: number[]) => new Set(ids).size === ids.length;

export const BulkOutcome = z
  .object({
    updated: z.int(),
    failed: z.int(),
    results: z
      .array(
        z.object({
          id: Id,
          updated: z.boolean(),
          appointment: Appointment.nullable().meta({ description: "As it is now; null where it could not be changed" }),
          error: z
            .object({
              code: z.string(),
              message: z.string(),
              details: z.array(z.looseObject({ field: z.string(), message: z.string() })).optional(),
            })
            .nullable(),
        }),
      )
      .meta({ description: "In the order that was sent" }),
  })
  .meta({ id: "BulkOutcome" });
