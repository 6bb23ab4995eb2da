import type { Context, FileAnswer } from "../../../platform/operation.ts";
import { readBusiness } from "../../identity/businesses/store.ts";
import { calendarInvite } from "../../messaging/mail/invite.ts";
import { secondsSince2020 } from "../../messaging/mail/sequence.ts";
import { settingsOf } from "../company/settings.ts";
import { inviteOf } from "./invite.ts";
import { readOwn } from "./own.ts";
import { appointmentOfHandle } from "./store.ts";
import { isOpen } from "./transitions.ts";
import { entryOf, readVisit } from "./visit.ts";

/** The appointment behind a customer's handle as an .ics file, or its whole visit, with the same UID as in the mails. */
export async function calendarFile(context: Context, uid: string): Promise<FileAnswer> {
  const own = await readOwn(context, uid);
  const business = await readBusiness(context);
  const { entry, isOver } = own.visitUid
    ? entryOf(own.visitUid, await readVisit(context, own.visitUid))
    : {
        entry: { ...own, sequence: own.seatUid ? secondsSince2020(context.now) : await sequenceOf(context, uid) },
        isOver: !isOpen(own.status) && own.status !== "completed",
      };
  const invite = inviteOf(
    entry as Parameters<typeof inviteOf>[0],
    { name: business.name, ...settingsOf(business) },
    {
      method: isOver ? "CANCEL" : "PUBLISH",
      secrets: context.services.secrets,
      sequence: entry.sequence,
      now: context.now,
    },
  );
  return { contentType: "text/calendar; charset=utf-8", filename: "appointment.ics", content: calendarInvite(invite) };
}

async function sequenceOf(context: Context, uid: string): Promise<number> {
  const { id } = (await appointmentOfHandle(context, uid))!;
  const { sequence } = await context.db
    .selectFrom("appointments")
    .select("sequence")
    .where("businessId", "=", context.businessId)
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return sequence;
}
