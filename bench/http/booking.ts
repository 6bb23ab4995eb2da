import { compare, type Load } from "./load.ts";
import type { World } from "./world.ts";

const halfHour = 1_800_000;

/** How many ask at once, each again when it is answered: a few, and a rush. */
const crowds = [8, 32];

/** Bookings of one free slot after another, against bare inserts under the same exclusion constraint. */
export async function benchBooking(url: string, baselineUrl: string, world: World, settled: () => Promise<void>) {
  const { employeeIds, subdomain, serviceId } = world;
  const first = Math.ceil(Date.now() / 3_600_000) * 3_600_000 + 3_600_000;
  const slot = (number: number) => {
    const start = first + Math.floor(number / employeeIds.length) * halfHour;
    return { employeeId: employeeIds[number % employeeIds.length]!, start, end: start + halfHour };
  };
  let booked = 0;
  let inserted = 0;
  const ours = {
    url: `${url}/api/services/book`,
    method: "POST" as const,
    body: () => {
      const { employeeId, start } = slot(booked++);
      return {
        subdomain,
        serviceId,
        employeeId,
        startTime: new Date(start).toISOString(),
        name: `Customer ${booked}`,
        email: `customer${booked % 500}@example.com`,
      };
    },
  };
  const bare = {
    url: `${baselineUrl}/claim`,
    method: "POST" as const,
    body: () => {
      const { employeeId, start, end } = slot(inserted++);
      return {
        calendarId: employeeId,
        startTime: new Date(start).toISOString(),
        endTime: new Date(end).toISOString(),
      };
    },
  };
  return compareCrowds(ours, bare, settled);
}

/** Both loads by each crowd. */
export async function compareCrowds(ours: Load, baseline: Load, settled: () => Promise<void>) {
  const figures: Record<string, unknown> = {};
  for (const [place, connections] of crowds.entries()) {
    const options = { settled, warmSeconds: place === 0 ? 15 : 2 };
    const { ours: perSecond, ...rest } = await compare({ ...ours, connections }, { ...baseline, connections }, options);
    figures[`${connections} connections`] = { perSecond, ...rest };
  }
  return figures;
}

/** Fifty people want one slot at the same moment, again and again. */
export async function benchRace(url: string, world: World, rounds = 10) {
  const { subdomain, serviceId, employeeIds } = world;
  const outcomes: Record<string, number> = {};
  const milliseconds: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const startTime = new Date(
      Math.ceil(Date.now() / 3_600_000) * 3_600_000 + (300 * 24 + round) * 3_600_000,
    ).toISOString();
    const began = performance.now();
    const answers = await Promise.all(
      Array.from({ length: 50 }, async (_, racer) => {
        const response = await fetch(`${url}/api/services/book`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({
            subdomain,
            serviceId,
            employeeId: employeeIds[0],
            startTime,
            name: `Racer ${racer}`,
            email: `racer${racer}@example.com`,
          }),
        });
        await response.arrayBuffer();
        return response.status;
      }),
    );
    milliseconds.push(Math.round(performance.now() - began));
    const key = `${answers.filter((status) => status === 201).length}×201 ${answers.filter((status) => status === 409).length}×409`;
    outcomes[key] = (outcomes[key] ?? 0) + 1;
  }
  return { outcomes, medianMilliseconds: milliseconds.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] };
}
