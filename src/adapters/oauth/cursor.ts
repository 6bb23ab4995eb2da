// A cursor belongs to the range that was read when it was made, and the range that is asked for moves with the clock. So
// adapters read a day more at both ends, and start anew when the range has moved out of what the cursor watches.

const day = 86_400_000;

/** Epoch milliseconds. */
export type Range = { from: number; to: number };

/** What to read: on from `token`, or all of the range. */
export function readFrom({ from, to, cursor }: Range & { cursor: string | null }): Range & { token: string | null } {
  const kept = parseCursor(cursor);
  if (kept && kept.from <= from && kept.to >= to) return kept;
  return { from: from - day, to: to + day, token: null };
}

export const writeCursor = ({ from, to }: Range, token: string | null): string | null =>
  token === null ? null : JSON.stringify({ from, to, token });

function parseCursor(cursor: string | null): (Range & { token: string }) | null {
  try {
    const { from, to, token } = JSON.parse(cursor ?? "null") ?? {};
    return typeof from === "number" && typeof to === "number" && typeof token === "string" ? { from, to, token } : null;
  } catch {
    return null;
  }
}
