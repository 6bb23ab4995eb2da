import { type PointerEvent as ReactPointerEvent, type RefObject, useRef, useState } from "react";
import type { Entry } from "./entries.ts";
import { clampMinute, snap, step, toMinute } from "./layout.ts";
import { DAY_MINUTES } from "./zone.ts";

/**
 * Where something is held or about to be put: a column, and minutes of its day. Without an entry, time for a new one.
 * `home` is the column it was taken from: what takes two rooms is in two columns.
 */
export type Ghost = { entry: Entry | null; home: number; column: number; from: number; to: number };

type Start = {
  x: number;
  y: number;
  entry: Entry | null;
  edge: boolean;
  column: number;
  minute: number;
  from: number;
  to: number;
};
/** Less is a click. */
const leastPixels = 4;
/** So close to the edge of what is seen, the calendar scrolls along. */
const edgePixels = 28;

/**
 * Dragging with a mouse or pen: an entry to another place, its lower edge to another length, or free time for something
 * new. Fingers scroll instead; they move entries by their form.
 */
export function useDrag({
  body,
  scroller,
  columns,
  find,
  put,
}: {
  body: RefObject<HTMLDivElement | null>;
  scroller: RefObject<HTMLDivElement | null>;
  columns: number;
  /** The entry that an element shows, and the minutes that its column shows of it. */
  find: (element: HTMLElement) => { entry: Entry; from: number; to: number } | null;
  put: (ghost: Ghost) => void;
}) {
  const [ghost, setGhost] = useState<Ghost | null>(null);
  const dragged = useRef(false);

  function placeAt(x: number, y: number) {
    const box = body.current!.getBoundingClientRect();
    const column = Math.floor(((x - box.left) / box.width) * columns);
    return { column: Math.min(Math.max(column, 0), columns - 1), minute: toMinute(y - box.top) };
  }

  function begin(event: ReactPointerEvent) {
    dragged.current = false;
    if (event.button !== 0 || event.pointerType === "touch") return;
    const target = event.target as HTMLElement;
    const element = target.closest<HTMLElement>("[data-entry]");
    const found = element ? find(element) : null;
    if (element && !found?.entry.movable) return;
    const edge = target.closest("[data-edge]") !== null;
    const at = placeAt(event.clientX, event.clientY);
    const free = Math.floor(at.minute / step) * step;
    const start: Start = {
      x: event.clientX,
      y: event.clientY,
      entry: found?.entry ?? null,
      edge,
      ...at,
      from: found?.from ?? free,
      to: found?.to ?? free + step,
    };
    follow(start);
  }

  function follow(start: Start) {
    let current: Ghost | null = null;
    const move = (event: PointerEvent) => {
      if (!current && Math.hypot(event.clientX - start.x, event.clientY - start.y) < leastPixels) return;
      dragged.current = true;
      scrollAlong(scroller.current!, event.clientY);
      current = ghostAt(start, placeAt(event.clientX, event.clientY));
      setGhost(current);
    };
    const end = (event: Event) => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", end);
      window.removeEventListener("pointercancel", end);
      window.removeEventListener("keydown", giveUp, true);
      setGhost(null);
      if (current && event.type === "pointerup") put(current);
    };
    const giveUp = (event: KeyboardEvent) => {
      if (event.key === "Escape") end(event);
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", end);
    window.addEventListener("pointercancel", end);
    window.addEventListener("keydown", giveUp, true);
  }

  return { ghost, begin, /** Whether the click that follows belongs to a drag. */ wasDrag: () => dragged.current };
}

function ghostAt(start: Start, at: { column: number; minute: number }): Ghost {
  const { entry, edge, column: home } = start;
  if (!entry) {
    const other = clampMinute(snap(at.minute));
    const to = other > start.from ? other : start.to;
    return { entry, home, column: home, from: Math.min(start.from, other), to: Math.max(to, start.to) };
  }
  if (edge && entry.flexible) {
    const to = Math.max(clampMinute(snap(at.minute)), start.from + 5);
    return { entry, home, column: home, from: start.from, to };
  }
  const length = start.to - start.from;
  const from = clampMinute(snap(start.from + at.minute - start.minute), length);
  return { entry, home, column: at.column, from, to: from + length };
}

function scrollAlong(scroller: HTMLElement, y: number) {
  const box = scroller.getBoundingClientRect();
  if (y > box.bottom - edgePixels) scroller.scrollTop += 10;
  else if (y < box.top + edgePixels * 2) scroller.scrollTop -= 10;
}

/** Where an arrow key takes it: by a step up and down, by a column sideways; with Shift to another length. */
export function nudged(ghost: Ghost, key: string, shift: boolean, columns: number): Ghost | null {
  const by = { ArrowUp: -step, ArrowDown: step }[key];
  if (by !== undefined && shift) {
    const to = Math.min(ghost.to + by, DAY_MINUTES);
    return ghost.entry?.flexible && to > ghost.from ? { ...ghost, to } : ghost;
  }
  const length = ghost.to - ghost.from;
  if (by !== undefined) {
    const from = clampMinute(ghost.from + by, length);
    return { ...ghost, from, to: from + length };
  }
  const sideways = { ArrowLeft: -1, ArrowRight: 1 }[key];
  if (sideways === undefined) return null;
  return { ...ghost, column: Math.min(Math.max(ghost.column + sideways, 0), columns - 1) };
}
