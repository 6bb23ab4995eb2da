import { useEffect, useRef, useState } from "react";
import { createEventHold, releaseEventHold } from "../../../src/domain/scheduling/holds/operations.ts";
import { createHold, releaseHold } from "../../../src/domain/services/holds/operations.ts";
import { createVisitHold } from "../../../src/domain/services/visits/operations.ts";
import { ApiError, addressOf, call } from "../../shared/api.ts";
import type { NewWish, Slot } from "../slots.ts";

export type Hold = { uid: string; expiresAt: string };

/**
 * Keeps a time while the form is filled in, and gives it back where it is not booked. Where it is gone already, `onLost`
 * hears so; where it cannot be held for another reason, booking goes on without.
 */
export function useHold(wish: NewWish, slot: Slot, wanted: boolean, onLost: (refusal: ApiError) => void) {
  const [hold, setHold] = useState<Hold | null>(null);
  const kept = useRef<Hold | null>(null);
  const asked = useRef<Promise<void>>(undefined);
  const { start, end } = slot;
  useEffect(() => {
    if (!wanted) return;
    let left = false;
    const taken = (made: Hold) => {
      if (left) return giveBack(wish, made);
      kept.current = made;
      setHold(made);
    };
    asked.current = take(wish, { start, end }).then(taken, (error: unknown) => {
      if (!left && error instanceof ApiError && error.status === 409) onLost(error);
    });
    const leave = () => {
      if (kept.current) giveBack(wish, kept.current);
      kept.current = null;
    };
    addEventListener("pagehide", leave);
    return () => {
      left = true;
      removeEventListener("pagehide", leave);
      leave();
      setHold(null);
    };
  }, [start, end]);
  return {
    hold,
    /** Which one to book with, once it is known: booked before, it would find its time taken by the hold under way. */
    held: async () => {
      await asked.current;
      return kept.current?.uid;
    },
    /** It went into a booking: nothing is to be given back. */
    used: () => {
      kept.current = null;
    },
  };
}

function take(wish: NewWish, { start, end }: Slot): Promise<Hold> {
  if ("eventTypeId" in wish) {
    const { eventTypeId, timeZone } = wish;
    return call(createEventHold, { eventTypeId, start, end, timeZone });
  }
  if ("services" in wish) return call(createVisitHold, { ...wish, startTime: start });
  const { subdomain, serviceId, employeeId, locationId, extras, timeZone } = wish;
  return call(createHold, { subdomain, serviceId, employeeId, locationId, extras, timeZone, startTime: start });
}

/** Also while the page is left, when nobody waits for an answer any more. */
function giveBack(wish: NewWish, { uid }: Hold): void {
  const address = "eventTypeId" in wish ? addressOf(releaseEventHold, { uid }) : addressOf(releaseHold, { uid });
  fetch(address, { method: "DELETE", keepalive: true, credentials: "same-origin" }).catch(() => undefined);
}
