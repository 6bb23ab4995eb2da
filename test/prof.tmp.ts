import { openTestInstallation } from "./support/installation.ts";
import { setTimeout as wait } from "node:timers/promises";
const inst = await openTestInstallation();
const salon = await inst.business();
const base = await inst.server.listen({ port: 0, host: "127.0.0.1" });
const url = `${base}/api/services/customers/import`;
const sockets = new Set<any>(); const reqs: any[] = [];
inst.server.server.on("connection", (s) => sockets.add(s));
inst.server.server.on("request", (q, r) => reqs.push([q, r]));
const post = (body: any, signal?: AbortSignal) => fetch(url, { method: "POST", headers: { "cal-api-key": salon.key, "content-type": "text/csv" }, body, duplex: "half", signal } as any);
let yielded = 0;
async function* endless() { yield Buffer.from("nmae,email\n"); for (let n = 0; n < 2000; n++) { yielded = n; yield Buffer.from("Ann,ann@example.com\n".repeat(500)); } }
const r = await post(endless()); console.log(r.status, (await r.text()).length);
for (let i = 0; i < 5; i++) { await wait(200);
for (const s of sockets) console.log("socket", { destroyed: s.destroyed, read: s.bytesRead, flowing: s.readableFlowing, paused: s.isPaused(), readable: s.readable, writable: s.writable, yielded });
for (const [q, r] of reqs) console.log("req", { complete: q.complete, ended: q.readableEnded, flowing: q.readableFlowing, destroyed: q.destroyed, resFinished: r.writableFinished, listeners: q.listenerCount("readable"), data: q.listenerCount("data") });
}
console.time("close"); await inst.close(); console.timeEnd("close");
