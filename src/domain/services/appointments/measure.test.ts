import { it } from "node:test";
import { openDesk, openOnMonday } from "./desk.test-support.ts";
it("measures", async () => {
  const installation = await openOnMonday();
  const desk = await openDesk(installation);
  for (let n = 0; n < 10; n++) await desk.employee({ name: `E${n}` });
  const bring = async (label: string, csv: string) => {
    const t = performance.now();
    const { body, text } = await installation.send("POST", "/api/services/appointments/import", { key: desk.salon.key, raw: csv, headers: { "content-type": "text/csv" } });
    console.log(label, ((performance.now() - t) / 1000).toFixed(1), "s", body?.created, body?.updated, body?.unchanged, body?.failed, text.slice(0, 200));
  };
  const rows = (base: string, count: number, status: string) => ["uid,startTime,serviceName,customerName,customerEmail,employeeName,status", ...Array.from({ length: count }, (_, n) => `legacy-${base}-${n},${new Date(Date.parse(`${base}-01-01T00:00:00Z`) + Math.floor(n / 10) * 1_800_000).toISOString()},Haircut,C ${base} ${n % 5000},c${base}${n % 5000}@example.com,E${n % 10},${status}`)].join("\n");
  await bring("3k future", rows("2028", 3_000, "approved"));
  const client = await installation.app.database.pool.connect();
  const prototype = Object.getPrototypeOf(client) as any; client.release();
  const original = prototype.query; const seen = new Map<string, [number, number]>();
  prototype.query = function (...w: any[]) { const text = (typeof w[0] === "string" ? w[0] : w[0].text).trim().slice(0, 90).replace(/\s+/g, " "); const t = performance.now(); const r = original.apply(this, w); const done = () => { const e = seen.get(text) ?? [0, 0]; seen.set(text, [e[0] + 1, e[1] + performance.now() - t]); }; if (r?.then) r.then(done, done); else { const cb = w.at(-1); if (typeof cb !== "function") done(); } return r; };
  await bring("2k changed", rows("2028", 2_000, "canceled"));
  console.log([...seen].sort((a, b) => b[1][1] - a[1][1]).slice(0, 20).map(([t, [n, ms]]) => `${n} ${(ms / n).toFixed(2)}ms ${ms.toFixed(0)} ${t}`).join("\n"));
  await installation.close();
});
