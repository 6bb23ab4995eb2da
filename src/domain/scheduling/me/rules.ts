type Dates = { timeZone: string; startDate: string; endDate: string | null };

/** The trip at `index` begins before another one, described by `other`, has ended: nobody is in two places. */
export function overlappingTrips(trips: readonly Dates[]): { index: number; other: string } | null {
  const inOrder = trips
    .map((trip, index) => ({ ...trip, index }))
    .toSorted((one, other) => (one.startDate < other.startDate ? -1 : 1));
  for (const [position, trip] of inOrder.entries()) {
    const before = inOrder[position - 1];
    if (before && (before.endDate === null || before.endDate >= trip.startDate))
      return { index: trip.index, other: `${before.timeZone} from ${before.startDate} to ${before.endDate ?? "…"}` };
  }
  return null;
}
