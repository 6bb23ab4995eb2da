import { sql } from "kysely";
import { missing } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { isNamed, readBookings } from "../../scheduling/bookings/view.ts";
import { readAppointments } from "../../services/appointments/view.ts";
import { type Sender, senderOf } from "../../services/notifications/facts.ts";
import { occasionsOfAppointments } from "../runs/appointments.ts";
import { occasionsOfBookings } from "../runs/bookings.ts";
import { type Occasion, recipientsOf } from "../runs/occasion.ts";
import type { Texts } from "../tables.ts";
import { type Action, isEmail } from "../triggers.ts";
import type { Step } from "../workflows/store.ts";
import { sampleOccasion } from "./sample.ts";
import { variablesFor } from "./variables.ts";
import { localeOf, mailOf, smsOf, unknownIn } from "./words.ts";

/** A step's texts as the first of its recipients would read them. What is wrong with one is told beside it. */
export async function preview(
  context: Context,
  { action, texts, uid }: { action: Action; texts: Texts; uid?: string | undefined },
) {
  const sender = await senderOf(context);
  const occasion = uid
    ? await occasionOf(context, sender, uid)
    : sampleOccasion(context.now, context.services.publicUrl);
  const [recipient] = recipientsOf({ action } as Step, occasion);
  const person = recipient?.person ?? null;
  const zone = person?.timeZone ?? sender.timeZone;
  const previews = Object.entries(texts).map(([language, { subject = "", body }]) => {
    const wording = { language, subject, body };
    const variables = variablesFor(localeOf(wording), zone, occasion, person, sender.brand);
    const reader = action === "email_attendee" ? "attendee" : "staff";
    const said = isEmail(action)
      ? mailOf(wording, variables, { brand: sender.brand, reader })
      : smsOf(wording, variables);
    const unknownVariables = unknownIn(wording);
    const nothing = { language, subject: null, text: null, html: null, unknownVariables };
    if (!said.ok) return { ...nothing, error: said.error };
    if (said.result === "") return { ...nothing, error: "With these values the text is empty: nothing is sent" };
    const shown = typeof said.result === "string" ? { text: said.result } : said.result;
    return { ...nothing, ...shown, error: null };
  });
  return { previews };
}

async function occasionOf(context: Context, sender: Sender, uid: string): Promise<Occasion> {
  const [occasion] = uid.startsWith("apt_")
    ? await occasionsOfAppointments(
        context,
        sender,
        await readAppointments(context, sql`a.uid = ${uid} and a.deleted_at is null`),
      )
    : await occasionsOfBookings(context, sender, await readBookings(context, isNamed(uid)));
  if (!occasion) throw missing("booking or appointment", uid, "uid");
  return occasion;
}
