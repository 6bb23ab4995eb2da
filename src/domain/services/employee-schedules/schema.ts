import { z } from "zod";
import { Id, IdParameter } from "../../../platform/schemas.ts";
import { scheduleFields, shownSchedule } from "../../time/schedules/schema.ts";

export const EmployeeSchedule = z
  .object({
    employeeId: Id,
    inherited: z.boolean().meta({ description: "They follow the business's opening hours" }),
    ...shownSchedule,
    version: z.int().meta({ description: "0 while they have no hours of their own" }),
  })
  .meta({ id: "EmployeeSchedule" });

export const EmployeeScheduleChanges = z
  .strictObject({
    ...z.strictObject(scheduleFields).partial().shape,
    inherit: z.literal(true).optional().meta({ description: "Gives up their own hours for the business's" }),
  })
  .refine((changes) => changes.inherit === undefined || Object.keys(changes).length === 1, {
    error: "Cannot be sent together with hours of their own",
    path: ["inherit"],
  });

/** `id` and `employeeId` mean the same; without either it is the caller's own. */
export const WhoseSchedule = z.object({
  id: IdParameter.optional().meta({ description: "The employee; left out, yourself" }),
  employeeId: IdParameter.optional().meta({ description: "Another name for id" }),
});
