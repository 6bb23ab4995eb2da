import { readFile, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply } from "fastify";
import { DomainError, missing, unavailable } from "../platform/errors.ts";

const built = fileURLToPath(new URL("../../dist/web/", import.meta.url));

/** What the browser may do there: our own scripts and addresses, nothing inline but the styles that Mantine computes. */
const securityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data: https:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** The web app, as `npm run build` left it: its files, whose names change with their content, and its one document. */
export async function mountWebApp(server: FastifyInstance) {
  await server.register(fastifyStatic, {
    root: `${built}assets/`,
    prefix: "/assets/",
    immutable: true,
    maxAge: "1y",
    index: false,
    // The build has compressed them already, better than there is time for now.
    preCompressed: true,
    // Where nothing was built there are no files either.
    suppressWarning: true,
    // A booking page in a sandboxed frame has no origin of its own: it loads our files as a stranger.
    setHeaders: (reply: FastifyReply) => reply.headers(forAnybody),
  } as never);
  for (const url of ["/app", "/app/*"]) server.get(url, (_request, reply) => sendDocument(reply));
  server.get("/embed.js", (_request, reply) => sendEmbed(reply));
  openToSandboxes(server);
}

const forAnybody = { "access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin" };

async function sendDocument(reply: FastifyReply) {
  // Read anew each time: it is small, and a new build is seen without a restart.
  const document = await readFile(`${built}dashboard.html`, "utf8").catch(() => {
    throw new DomainError(unavailable, "The dashboard is not built. Run npm run build, then reload.");
  });
  return reply
    .type("text/html; charset=utf-8")
    .header("content-security-policy", securityPolicy)
    .header("x-frame-options", "DENY")
    .header("referrer-policy", "same-origin")
    .header("cache-control", "no-cache")
    .send(document);
}

/** The script that other sites show our booking pages with. Its name stays, so it is kept for five minutes alone. */
async function sendEmbed(reply: FastifyReply) {
  const script = await readFile(`${built}embed.js`, "utf8").catch(() => {
    throw missing("page or endpoint", "/embed.js");
  });
  return reply
    .type("text/javascript; charset=utf-8")
    .headers(forAnybody)
    .header("cache-control", "public, max-age=300")
    .send(script);
}

/** What a booking page asks for. Anybody may have it without a key. */
const asked: [path: string, ...methods: string[]][] = [
  ["/api/slots", "GET"],
  ["/api/slots/holds", "POST", "DELETE"],
  ["/api/book/event", "POST"],
  ["/api/book/recurring-event", "POST"],
  ["/api/services/availability", "GET"],
  ["/api/services/holds", "POST", "DELETE"],
  ["/api/services/book", "POST"],
  ["/api/services/storefront", "GET"],
  ["/api/services/visits/availability", "POST"],
  ["/api/services/visits/holds", "POST"],
  ["/api/services/visits", "POST"],
  ["/api/services/waitlist/join", "POST"],
  ["/api/services/public-review", "GET"],
];

/**
 * A booking page in a frame that is sandboxed has no origin, so that even its own server is another site to it. What it
 * asks for may be answered: it needs no key, and without `allow-credentials` no cookie comes along.
 */
function openToSandboxes(server: FastifyInstance) {
  const open = new Map(asked.map(([path, ...methods]) => [path, methods.join(", ")]));
  server.addHook("onRequest", async ({ headers, routeOptions }, reply) => {
    if (headers.origin !== "null" || !open.has(routeOptions.url ?? "")) return;
    reply.header("access-control-allow-origin", "null").header("vary", "origin");
  });
  for (const [url, methods] of open)
    server.options(url, (_request, reply) =>
      reply
        .code(204)
        .header("access-control-allow-methods", methods)
        .header("access-control-allow-headers", "content-type, idempotency-key")
        .header("access-control-max-age", "600")
        .send(),
    );
}

/**
 * What a page needs to become the booking app. The mark and the styles are small and everything waits for them, so they
 * are texts that stand in the page itself; scripts are addresses.
 */
export type AppAssets = { mark: string; styles: string; font: string | undefined; script: string; preloads: string[] };
type Manifest = Record<string, { file: string; css?: string[]; assets?: string[]; imports?: string[] }>;

/** Whoever books a meeting does not load what shows a business, which is another module beside the first. */
export type BookingPart = keyof typeof parts;
const parts = {
  meetings: ["booking/main.tsx", "booking/booker.tsx"],
  store: ["booking/main.tsx", "booking/store/pages.tsx"],
};

let kept: { at: number; assets: Record<BookingPart, AppAssets> | null } | null = null;

/** By what Vite noted when it built them; null where nothing was built. */
export async function bookingAssets(part: BookingPart): Promise<AppAssets | null> {
  const file = `${built}.vite/manifest.json`;
  const at = (await stat(file).catch(() => null))?.mtimeMs;
  if (at === undefined) return null;
  if (kept?.at !== at) kept = { at, assets: await assetsIn(await readManifest(file)) };
  return kept.assets?.[part] ?? null;
}

/** A build that is being written is as good as none. */
const readManifest = async (file: string): Promise<Manifest> => {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Manifest;
  } catch {
    return {};
  }
};

async function assetsIn(manifest: Manifest): Promise<Record<BookingPart, AppAssets> | null> {
  const [mark, entry] = [manifest["booking/mark.ts"], manifest["booking/main.tsx"]];
  if (!mark || !entry) return null;
  const text = await readFile(`${built}${mark.file}`, "utf8");
  const [meetings, store] = await Promise.all(
    [parts.meetings, parts.store].map((modules) => assetsFor(manifest, modules, text)),
  );
  return { meetings: meetings!, store: store! };
}

async function assetsFor(manifest: Manifest, modules: string[], mark: string): Promise<AppAssets> {
  const entry = manifest[modules[0]!]!;
  const needed = new Set<string>();
  const follow = (name: string) => {
    if (needed.has(name)) return;
    needed.add(name);
    for (const next of manifest[name]?.imports ?? []) follow(next);
  };
  for (const name of modules) follow(name);
  const chunks = [...needed].map((name) => manifest[name]!);
  const read = (name: string) => readFile(`${built}${name}`, "utf8");
  const styles = await Promise.all([...new Set(chunks.flatMap(({ css = [] }) => css))].map(read));
  return {
    mark,
    styles: styles.join(""),
    // Of the letters that all our languages are written in; what names of people need besides comes when it is met.
    font: chunks.flatMap(({ assets = [] }) => assets).find((name) => name.includes("inter-latin-wght")),
    script: `/${entry.file}`,
    preloads: chunks.filter((chunk) => chunk !== entry).map(({ file }) => `/${file}`),
  };
}
