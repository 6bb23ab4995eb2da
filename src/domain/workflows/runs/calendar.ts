import type { Context } from "../../../platform/operation.ts";
import { calendarInvite } from "../../messaging/mail/invite.ts";
import { bookingEntries } from "../../scheduling/notifications/entry.ts";
import { inviteOf, sequenceFor } from "../../services/appointments/invite.ts";
import type { Sender } from "../../services/notifications/facts.ts";
import type { Occasion, Recipient } from "./occasion.ts";

type File = { method: "REQUEST" | "CANCEL"; content: string };

/** The calendar file that goes with a mail: the same entry that the mails about the booking itself carry. */
export function calendarOf(context: Context, sender: Sender, occasion: Occasion, recipient: Recipient): File | null {
  const { booking, appointment } = occasion;
  const { secrets } = context.services;
  const over = ["cancelled", "canceled", "rejected"].includes(booking?.status ?? appointment?.status ?? "");
  const method: File["method"] = over ? "CANCEL" : "REQUEST";
  const { address, key, person } = recipient;
  if (!address) return null;
  const invitee = { name: person?.name ?? null, email: address, answer: "accepted" as const };
  if (booking)
    return {
      method,
      content: bookingEntries([booking], {
        method,
        secrets,
        now: context.now,
        attendees: [invitee],
        description: booking.description,
        business: { name: sender.host.name, email: sender.host.email },
        language: person?.language ?? sender.language,
        ...(booking.seats !== null && !key.startsWith("host:") && person ? { seatUid: key } : {}),
      }),
    };
  if (!appointment) return null;
  const uid = person && !key.startsWith("host:") ? key : appointment.uid;
  const invitable = { ...appointment, uid } as Parameters<typeof inviteOf>[0];
  const sequence = sequenceFor(appointment, context.now);
  const invite = inviteOf(invitable, sender.host, {
    method,
    secrets,
    sequence,
    now: context.now,
    attendees: [invitee],
  });
  return { method, content: calendarInvite(invite) };
}
