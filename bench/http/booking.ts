import { compare } from "./load.ts";
import type { World } from "./world.ts";

const halfHour = 1_800_000;

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
  const result = await compare(
    {
      url: `${url}/api/services/book`,
      method: "POST",
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
    },
    {
      url: `${baselineUrl}/claim`,
      method: "POST",
      body: () => {
        const { employeeId, start, end } = slot(inserted++);
        return {
          calendarId: employeeId,
          startTime: new Date(start).toISOString(),
          endTime: new Date(end).toISOString(),
        };
      },
    },
    { settled, rounds: 5, warmSeconds: 15 },
  );
  return {
    perSecond: result.ours,
    baseline: result.baseline,
    ratio: result.ratio,
    p99: result.p99,
    answers: result.answers,
  };
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
