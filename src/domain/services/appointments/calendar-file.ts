import type { Context, FileAnswer } from "../../../platform/operation.ts";
import { readBusiness } from "../../identity/businesses/store.ts";
import { calendarInvite } from "../../messaging/mail/invite.ts";
import { secondsSince2020 } from "../../messaging/mail/sequence.ts";
import { settingsOf } from "../company/settings.ts";
import { inviteOf, seriesFile } from "./invite.ts";
import { occurrencesFor } from "./occurrences.ts";
import { readOwn } from "./own.ts";
import { appointmentOfHandle } from "./store.ts";
import { isOpen } from "./transitions.ts";
import { entryOf, readVisit } from "./visit.ts";

/**
 * The appointment behind a customer's handle as an .ics file, or its whole visit, or its whole series where that is asked
 * for, with the same UIDs as in the mails.
 */
export async function calendarFile(context: Context, uid: string, wholeSeries: boolean): Promise<FileAnswer> {
  const own = await readOwn(context, uid);
  const business = await readBusiness(context);
  const host = { name: business.name, ...settingsOf(business) };
  if (wholeSeries && own.seriesUid)
    return fileOf(
      seriesFile(await occurrencesFor(context, own.seriesUid, uid), host, {
        method: "PUBLISH",
        now: context.now,
        secrets: context.services.secrets,
      }),
    );
  const { entry, isOver } = own.visitUid
    ? entryOf(own.visitUid, await readVisit(context, own.visitUid))
    : {
        entry: { ...own, sequence: own.seatUid ? secondsSince2020(context.now) : await sequenceOf(context, uid) },
        isOver: !isOpen(own.status) && own.status !== "completed",
      };
  const invite = inviteOf(entry as Parameters<typeof inviteOf>[0], host, {
    method: isOver ? "CANCEL" : "PUBLISH",
    secrets: context.services.secrets,
    sequence: entry.sequence,
    now: context.now,
  });
  return fileOf(calendarInvite(invite));
}

const fileOf = (content: string): FileAnswer => ({
  contentType: "text/calendar; charset=utf-8",
  filename: "appointment.ics",
  content,
});

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
