import { z } from "zod";
import { defineJob } from "../../../platform/jobs.ts";
import { type Context, job } from "../../../platform/operation.ts";
import { epoch, iso, minutes } from "../../../platform/schemas.ts";
import type { AppointmentChange } from "../appointments/changes.ts";
import type { AppointmentView } from "../appointments/schema.ts";
import { isOpen } from "../appointments/transitions.ts";
import { asOne, readVisit } from "../appointments/visit.ts";
import { planExpiry } from "./expiry.ts";
import { type Sender, senderOf } from "./facts.ts";
import { mail } from "./letter.ts";
import { customersOf } from "./recipients.ts";
import { stillPlanned } from "./still-planned.ts";

const About = z.object({ businessId: z.int(), appointmentId: z.int(), startsAt: z.string(), minutesBefore: z.int() });
const reminder = defineJob({ name: "send-reminder", data: About });
const reviewRequest = defineJob({ name: "request-review", data: About.omit({ minutesBefore: true }) });

/**
 * Plans what comes later of an appointment: reminders, the end of an unanswered request, a request for a review. Planned
 * anew when it moves; what was planned for the old time then finds another one and does nothing.
 */
export async function planReminders(
  context: Context,
  sender: Sender,
  appointment: AppointmentView,
  change: AppointmentChange,
): Promise<void> {
  const { settings } = sender;
  const about = {
    businessId: context.businessId,
    appointmentId: appointment.id,
    startsAt: appointment.startTime as string,
  };
  const start = epoch(about.startsAt);
  if (
    appointment.status === "approved" &&
    ["booked", "approved", "moved", "reopened", "joined"].includes(change.kind)
  ) {
    for (const minutesBefore of settings.reminders) {
      const at = start - minutes(minutesBefore);
      // The key keeps a joining guest from planning the others' reminders again.
      if (at > context.now)
        context.enqueue(
          reminder,
          { ...about, minutesBefore },
          { at, key: `${appointment.id}:${about.startsAt}:${minutesBefore}` },
        );
    }
  }
  await planExpiry(context, sender, appointment, change);
  if (change.kind === "completed" && settings.reviewRequests)
    context.enqueue(reviewRequest, about, { at: context.now + minutes(settings.reviewRequestDelay) });
}

/** What its customer still comes for, by start: itself alone, or all services of its visit that are booked. */
async function restOfVisit(context: Context, appointment: AppointmentView): Promise<AppointmentView[]> {
  if (!appointment.visitUid) return [appointment];
  return (await readVisit(context, appointment.visitUid)).filter(({ status }) => status === "approved");
}

export const sendReminder = job({
  ...reminder,
  run: (tools, about) =>
    tools.inBusiness(about.businessId, async (context) => {
      const appointment = await stillPlanned(context, about, "approved");
      // After a long stop a reminder may come too late: better none than one for what has begun.
      if (!appointment || epoch(about.startsAt) <= context.now) return;
      const visit = await restOfVisit(context, appointment);
      // The one before it has reminded of the whole visit.
      if (visit[0]!.id !== appointment.id) return;
      const sender = await senderOf(context);
      for (const to of await customersOf(context, appointment)) {
        const key = `reminder:${to.uid}:${about.startsAt}:${about.minutesBefore}`;
        await mail(context, { createdAt: iso(context.now) }, sender, asOne(visit), {
          kind: "reminder",
          entry: null,
          to,
          about: {},
          key,
        });
      }
    }),
});

const takesPlace = (status: AppointmentView["status"]) => isOpen(status) || status === "completed";

export const requestReview = job({
  ...reviewRequest,
  run: (tools, about) =>
    tools.inBusiness(about.businessId, async (context) => {
      const appointment = await stillPlanned(context, about, "completed");
      if (!appointment) return;
      // Once for a visit: with the last of its services.
      const after = appointment.visitUid ? await readVisit(context, appointment.visitUid) : [];
      if (after.some(({ startTime, status }) => startTime > appointment.startTime && takesPlace(status))) return;
      const sender = await senderOf(context);
      for (const to of await customersOf(context, appointment)) {
        const review = `${context.services.publicUrl}/review?uid=${to.uid}`;
        await mail(context, { createdAt: iso(context.now) }, sender, appointment, {
          kind: "reviewRequest",
          entry: null,
          to,
          about: { links: { review } },
          key: `review:${to.uid}`,
        });
      }
    }),
});
