import { z } from "zod";
import { conflict, DomainError, forbidden, notFound } from "../../../platform/errors.ts";
import { type Context, file, operation } from "../../../platform/operation.ts";
import { Id, Text } from "../../../platform/schemas.ts";
import { bestLocale } from "../../messaging/mail/locale.ts";
import { acceptInstant } from "../bookings/instant.ts";
import { confirmBooking, rejectBooking } from "../bookings/operations.ts";
import { Booking } from "../bookings/schema.ts";
import { cancelBookingOperation } from "../bookings/visitor-operations.ts";
import { aboutOf } from "./about.ts";
import { type Asked, asHost, readAsked } from "./answer.ts";
import { answersInWords } from "./answers.ts";
import { calendarFile } from "./calendar-file.ts";

const address = "/api/bookings";
const byHandle = { handles: ["uid"] };
const Uid = z.string().min(1).max(100);
const Token = z.string().min(1).max(200).meta({ description: "From the host's mail" });

const AskedBooking = Booking.omit({ internalNote: true, assignmentReason: true })
  .extend({
    host: z.object({ id: Id, name: z.string(), timeZone: z.string(), language: z.string() }).meta({
      description: "Whom the mail was for",
    }),
    answers: z.array(z.object({ question: z.string(), answer: z.string() })).meta({
      description: "What the event type asked, in the host's language",
    }),
    isYours: z.boolean().meta({ description: "Whether it is (still) this host's" }),
  })
  .meta({ id: "BookingToAnswer" });

export const getBookingToAnswer = operation({
  name: "bookings.toAnswer",
  http: `GET ${address}/answer`,
  access: "public",
  tenant: byHandle,
  summary: "Look at a booking with the link from its host's mail",
  query: z.object({ uid: Uid, token: Token }),
  output: AskedBooking,
  errors: [forbidden, notFound],
  run: async (context, { uid, token }) => shown(context, await readAsked(context, uid, token)),
});

export const answerBooking = operation({
  name: "bookings.answer",
  http: `POST ${address}/answer`,
  access: "public",
  tenant: byHandle,
  summary: "Confirm, reject, cancel or accept a booking with the link from its host's mail",
  description: "A request that is one of a series is answered for the whole series.",
  body: z.strictObject({
    uid: Uid,
    token: Token,
    answer: z.enum(["confirm", "reject", "cancel", "accept"]),
    reason: Text.max(1000).optional(),
  }),
  output: AskedBooking,
  errors: [conflict, forbidden, notFound],
  async run(context, { uid, token, answer, reason }) {
    const asked = await readAsked(context, uid, token);
    // Whoever may take an instant meeting hosts none of the others.
    if (answer !== "accept" && !isHost(asked))
      throw new DomainError(forbidden, "This booking is no longer yours to answer.");
    await answers[answer](asHost(context, asked.host), uid, reason);
    return shown(context, await readAsked(context, uid, token));
  },
});

type Answer = (context: Context, uid: string, reason: string | undefined) => Promise<unknown>;
const answers: Record<"confirm" | "reject" | "cancel" | "accept", Answer> = {
  confirm: (context, uid) => confirmBooking.run(context, { uid, allRemaining: true }),
  reject: (context, uid, reason) => rejectBooking.run(context, { uid, allRemaining: true, reason }),
  cancel: (context, uid, reason) => cancelBookingOperation.run(context, { uid, allRemaining: false, reason }),
  accept: (context, uid) => acceptInstant(context, uid),
};

const isHost = ({ booking, host }: Asked) => booking.hosts.some(({ id }) => id === host.id);

async function shown(context: Context, asked: Asked) {
  const { booking, host } = asked;
  const { fields } = await aboutOf(context, booking);
  // In a session everybody has answered for themselves.
  const answers = booking.seats === null ? answersInWords(fields, booking.responses, bestLocale(host.language)) : [];
  return { ...booking, host, answers, isYours: isHost(asked) };
}

export const getBookingCalendar = operation({
  name: "bookings.calendar",
  http: `GET ${address}/calendar`,
  access: "public",
  tenant: byHandle,
  summary: "A booking, or one's seat in it, as an .ics file",
  description: "With the same UID as in the mails. `series=true` holds every booking of its series.",
  query: z.object({ uid: Uid, series: z.enum(["true", "false"]).optional() }),
  output: file(z.any(), "text/calendar"),
  errors: [notFound],
  run: (context, { uid, series }) => calendarFile(context, uid, series === "true"),
});
