/** Where `now` comes from. Rules never read it: `perform` and the job runner do, and pass it on. */
export type Clock = {
  /** Epoch milliseconds. */
  now(): number;
  /** Real milliseconds until the clock shows `instant` (negative when it has passed). */
  realDelay(instant: number): number;
};

export const systemClock: Clock = { now: () => Date.now(), realDelay: (instant) => instant - Date.now() };

/** A clock that can be set and moved, for sandboxes and tests: real time plus an offset. */
export type VirtualClock = Clock & { offset(): number; setOffset(milliseconds: number): void };

export function virtualClock(initialOffset = 0): VirtualClock {
  let offset = initialOffset;
  return {
    now: () => Date.now() + offset,
    realDelay: (instant) => instant - Date.now() - offset,
    offset: () => offset,
    setOffset: (milliseconds) => {
      offset = milliseconds;
    },
  };
}
