import type { Context } from "../../../platform/operation.ts";
import type { AppointmentFacts } from "../../messaging/mail/facts.ts";
import { bestLocale } from "../../messaging/mail/locale.ts";
import type { AppointmentView } from "../appointments/schema.ts";
import { fieldsOfCustomers } from "../custom-fields/store.ts";
import { inWords } from "../questions/in-words.ts";
import type { Recipient } from "./recipients.ts";

/** What was answered for the recipient's seat, in the order of the questions. What is staff's alone is in no mail. */
export async function answersFor(
  context: Context,
  { attendees, customFields }: AppointmentView,
  { uid, language }: Recipient,
): Promise<NonNullable<AppointmentFacts["answers"]>> {
  const answers = attendees.find((seat) => seat.uid === uid)?.customFields ?? customFields;
  if (Object.keys(answers).length === 0) return [];
  const fields = await fieldsOfCustomers(context);
  return fields
    .map(({ key, label, options }) => ({
      question: label,
      answer: inWords(answers[key], options ?? [], bestLocale(language)),
    }))
    .filter(({ answer }) => answer !== "");
}
