import { useEffect, useState } from "react";
import { instantText } from "./dates.ts";
import { isFramed, search } from "./page.ts";
import type { Slot } from "./slots.ts";

// The day and the time that are chosen stand in the address, as on the plain page: Back goes back, and a link keeps them.

/** From `time`, which is an instant, as long as the event type takes. */
function slotIn(query: URLSearchParams, minutes: number): Slot | null {
  const start = Date.parse(query.get("time") ?? "");
  if (Number.isNaN(start) || !/Z$/.test(query.get("time")!)) return null;
  return { start: instantText(start), end: instantText(start + minutes * 60_000) };
}
const dayIn = (query: URLSearchParams) => (/^\d{4}-\d\d-\d\d$/.test(query.get("day") ?? "") ? query.get("day") : null);

/** `minutes`: how long the chosen time takes. */
export function useSteps(minutes: number) {
  const [day, setDay] = useState(() => dayIn(search));
  const [slot, setSlot] = useState(() => slotIn(search, minutes));
  const [left, setLeft] = useState(false);
  useEffect(() => {
    const onPop = () => {
      const query = new URLSearchParams(location.search);
      setDay(dayIn(query));
      setSlot(slotIn(query, minutes));
      setLeft(history.state?.left === true);
    };
    addEventListener("popstate", onPop);
    return () => removeEventListener("popstate", onPop);
  }, [minutes]);
  return {
    day,
    slot,
    setDay: (next: string | null) => {
      setDay(next);
      history.replaceState(history.state, "", addressWith({ day: next }));
    },
    choose: (next: Slot) => {
      setSlot(next);
      history.pushState({ chosen: true }, "", addressWith({ time: next.start }));
      scrollTo(0, 0);
    },
    /** Another time for the same form. */
    setSlot: (next: Slot) => {
      setSlot(next);
      history.replaceState(history.state, "", addressWith({ time: next.start }));
    },
    back: () => {
      // Whoever came with a time in the link has no step of ours to go back to.
      if (history.state?.chosen) return history.back();
      setSlot(null);
      history.replaceState(null, "", addressWith({ time: null }));
    },
    /** Whether what was booked is to be shown: Back leads to the steps again, and forward from there to it. */
    left,
    /** To the address of what was booked, where there is an address bar. */
    leave: (path: string) => {
      setLeft(true);
      history.replaceState({ left: true }, "", isFramed ? location.href : path);
    },
  };
}

function addressWith(changes: Record<string, string | null>): string {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) query.delete(name);
    else query.set(name, value);
  }
  return query.size > 0 ? `${location.pathname}?${query}` : location.pathname;
}
