import type pg from "pg";
import { compare, load, median } from "./load.ts";
import { addAppointments, type World } from "./world.ts";

const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
const sizes = [10, 1_000, 100_000];

/** A provider's day over HTTP, with more and more appointments stored, against reading one row. */
export async function benchAvailability(client: pg.Client, url: string, baselineUrl: string, worlds: World[]) {
  const figures: Record<string, { perSecond: number; baseline: number; ratio: number; p99: number }> = {};
  const loads = [];
  for (const [index, size] of sizes.entries()) {
    const world = worlds[index]!;
    await addAppointments(client, world, size);
    const path = `/api/services/availability?subdomain=${world.subdomain}&serviceId=${world.serviceId}&employeeId=${world.employeeIds[0]}&date=${tomorrow()}`;
    loads.push({ url: `${url}${path}` });
    const { ours, baseline, ratio, p99 } = await compare({ url: `${url}${path}` }, { url: `${baselineUrl}/row?id=7` });
    figures[`${size} appointments`] = { perSecond: ours, baseline, ratio, p99 };
  }
  const [few, , many] = loads;
  const slowdown = [];
  for (let round = 0; round < 3; round++) slowdown.push((await load(few!)).perSecond / (await load(many!)).perSecond);
  return { ...figures, "100,000 against 10, times slower": Math.round(median(slowdown) * 100) / 100 };
}

/** What an API key adds: the same question with and without one. */
export async function benchKey(url: string, world: World) {
  const path = `/api/services/availability?subdomain=${world.subdomain}&serviceId=${world.serviceId}&employeeId=${world.employeeIds[0]}&date=${tomorrow()}`;
  const { ours, baseline, ratio } = await compare(
    { url: `${url}${path}`, headers: { "cal-api-key": world.key } },
    { url: `${url}${path}` },
    { rounds: 5 },
  );
  return { withKey: ours, without: baseline, addedPercent: Math.round((1 / ratio - 1) * 1000) / 10 };
}
