import autocannon from "autocannon";

export type Load = {
  url: string;
  method?: "GET" | "POST";
  headers?: Record<string, string>;
  /** A body for each request, by its number. */
  body?: (number: number) => object;
  path?: (number: number) => string;
  seconds?: number;
  connections?: number;
};
export type Measured = { perSecond: number; p50: number; p99: number; answers: Record<string, number> };

let number = 0;
/** Asks an address of this machine again and again for some seconds; ends by itself. */
export async function load({
  url,
  method = "GET",
  headers = {},
  body,
  path,
  seconds = 4,
  connections = 8,
}: Load): Promise<Measured> {
  if (!url.startsWith("http://127.0.0.1:")) throw new Error("Load tests ask this machine alone");
  const answers: Record<string, number> = {};
  const run = autocannon({
    url,
    connections,
    duration: seconds,
    requests: [
      {
        method,
        headers: { ...headers, ...(body ? { "content-type": "application/json" } : {}) },
        setupRequest: (request: any) => {
          const next = ++number;
          return {
            ...request,
            ...(path ? { path: path(next) } : {}),
            ...(body ? { body: JSON.stringify(body(next)) } : {}),
          };
        },
        onResponse: (status: number) => {
          answers[status] = (answers[status] ?? 0) + 1;
        },
      },
    ],
  } as never);
  const result = (await run) as unknown as { requests: { average: number }; latency: { p50: number; p99: number } };
  return { perSecond: result.requests.average, p50: result.latency.p50, p99: result.latency.p99, answers };
}

export const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;

/**
 * Measures two loads in turns, so that a noisy machine disturbs both alike. Answers the medians and their ratio. `settled`:
 * waits for what ours leaves to be done later, which would slow down the baseline. `warmSeconds`: of ours, whose code V8
 * knows after so many requests as a server under such a load has long had; the baseline's few lines need one second.
 */
export async function compare(
  ours: Load,
  baseline: Load,
  {
    rounds = 3,
    warmSeconds = 2,
    settled = async () => {},
  }: { rounds?: number; warmSeconds?: number; settled?: () => Promise<void> } = {},
): Promise<{ ours: number; baseline: number; ratio: number; answers: Record<string, number>; p99: number }> {
  await load({ ...baseline, seconds: 1 });
  await load({ ...ours, seconds: warmSeconds });
  const pairs: { ours: Measured; baseline: Measured }[] = [];
  for (let round = 0; round < rounds; round++) {
    await settled();
    pairs.push({ baseline: await load(baseline), ours: await load(ours) });
  }
  const answers: Record<string, number> = {};
  for (const { ours: measured } of pairs)
    for (const [status, count] of Object.entries(measured.answers)) answers[status] = (answers[status] ?? 0) + count;
  return {
    ours: Math.round(median(pairs.map((pair) => pair.ours.perSecond))),
    baseline: Math.round(median(pairs.map((pair) => pair.baseline.perSecond))),
    ratio: Math.round(median(pairs.map((pair) => pair.ours.perSecond / pair.baseline.perSecond)) * 1000) / 1000,
    answers,
    p99: median(pairs.map((pair) => pair.ours.p99)),
  };
}
