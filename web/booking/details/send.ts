import { useRef } from "react";
import {
  bookEventOperation,
  bookRecurringOperation,
  rescheduleBooking,
} from "../../../src/domain/scheduling/bookings/visitor-operations.ts";
import { type Answer, ApiError, call } from "../../shared/api.ts";
import { newKey } from "../../shared/keys.ts";
import { type EventType, metadata } from "../page.ts";
import type { EventWish, Slot } from "../slots.ts";
import { responsesOf, type Values } from "./form.ts";

export type Booked = Answer<typeof bookEventOperation>;

type Draft = {
  type: EventType;
  wish: EventWish;
  /** One, or those of a series. */
  slots: Slot[];
  values: Values;
  language: string;
  hold: string | undefined;
};

/** A key for what is sent: the same request again, after the connection broke, books once. */
export function useOnce(): (body: object) => string {
  const last = useRef({ text: "", key: "" });
  return (body) => {
    const text = JSON.stringify(body);
    if (last.current.text !== text) last.current = { text, key: newKey() };
    return last.current.key;
  };
}

export function useSend() {
  const once = useOnce();
  return {
    async book(draft: Draft): Promise<{ booking: Booked; count: number }> {
      try {
        return await book(draft, once);
      } catch (error) {
        // The hold ran out and was swept away: the time itself may still be open.
        if (!draft.hold || !isAboutHold(error)) throw error;
        return book({ ...draft, hold: undefined }, once);
      }
    },
    move: (uid: string, slot: Slot, timeZone: string, reason: string): Promise<Booked> => {
      const body = { start: slot.start, timeZone, ...(reason.trim() ? { reason: reason.trim() } : {}) };
      return call(rescheduleBooking, { uid, ...body }, { idempotencyKey: once({ uid, ...body }) });
    },
  };
}

async function book({ type, wish, slots, values, language, hold }: Draft, once: (body: object) => string) {
  const [{ start, end }] = slots as [Slot];
  const body = {
    eventTypeId: type.id,
    end,
    responses: responsesOf(type, values),
    timeZone: wish.timeZone,
    language,
    metadata: metadata(),
    ...(wish.link ? { link: wish.link } : {}),
  };
  if (slots.length > 1) {
    // Each by its start, so that what was read is what is booked.
    const series = { ...body, starts: slots.map((slot) => slot.start) };
    const { bookings } = await call(bookRecurringOperation, series, { idempotencyKey: once(series) });
    return { booking: bookings[0]!, count: bookings.length };
  }
  const held = { ...body, start, ...(hold ? { hold } : {}) };
  return { booking: await call(bookEventOperation, held, { idempotencyKey: once(held) }), count: 1 };
}

export const isAboutHold = (error: unknown) =>
  error instanceof ApiError &&
  (error.status === 404 || error.status === 409) &&
  (error.details.some(({ field }) => field === "hold") || /\bhold\b/i.test(error.message));

/** The open times that a refusal names instead of the one that is gone. */
export const alternativesIn = ({ details }: ApiError): Slot[] =>
  details.flatMap(({ message, ...detail }) => {
    const [start, end] = [detail.start ?? detail.startTime, detail.end ?? detail.endTime];
    return typeof start === "string" && typeof end === "string" && message.endsWith("is open") ? [{ start, end }] : [];
  });

/** Which of the times of a series a refusal says are taken. */
export const takenIn = ({ details }: ApiError, series: Slot[]): Slot[] => {
  const told = details.flatMap(({ start }) => (typeof start === "string" ? [Date.parse(start)] : []));
  return series.filter(({ start }) => told.includes(Date.parse(start)));
};
