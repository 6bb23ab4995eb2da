import { Worker } from "node:worker_threads";
import type { FastifyInstance, FastifyReply } from "fastify";

/** A file of the page, by its address below that of the page. */
export type ReferenceFile = { path: string; type: string; content: Uint8Array };

/**
 * The page that shows the OpenAPI document, at /docs/. Its script is four megabytes in a package that takes a quarter of a second
 * and 20 MB to load, and most processes never show it: a thread loads it when somebody asks first, and is gone afterwards.
 */
export function mountReference(server: FastifyInstance): void {
  let files: Promise<Map<string, ReferenceFile>> | null = null;
  const send = async (path: string, reply: FastifyReply) => {
    files ??= readFiles().catch((error) => {
      // The next who asks tries again.
      files = null;
      throw error;
    });
    const { type, content } = (await files).get(path)!;
    const { buffer, byteOffset, byteLength } = content;
    return reply
      .type(type)
      .header("content-security-policy", securityPolicy)
      .send(Buffer.from(buffer, byteOffset, byteLength));
  };
  // With or without the slash at its end, after which the page looks for its script.
  server.get("/docs/", (request, reply) =>
    request.url.split("?")[0]!.endsWith("/") ? send("/", reply) : reply.redirect("/docs/", 301),
  );
  server.get("/docs/js/scalar.js", (_request, reply) => {
    // Its name stays the same when it changes.
    reply.header("cache-control", "public, max-age=3600");
    return send("/js/scalar.js", reply);
  });
}

/** The page starts itself with one inline script and styles; nothing comes from another origin. */
const securityPolicy =
  "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'self'";

function readFiles(): Promise<Map<string, ReferenceFile>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./reference-worker.ts", import.meta.url));
    worker.once("message", (files: ReferenceFile[]) => {
      resolve(new Map(files.map((file) => [file.path, file])));
      void worker.terminate();
    });
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`Reading the reference page ended with ${code}`)));
  });
}
