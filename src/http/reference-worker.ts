import { parentPort } from "node:worker_threads";
import scalar from "@scalar/fastify-api-reference";
import Fastify from "fastify";
import type { ReferenceFile } from "./reference.ts";

// Runs in a thread of its own, see reference.ts: takes the files of the page out of the plugin that would serve them.

const server = Fastify();
await server.register(scalar, {
  routePrefix: "/",
  configuration: {
    url: "/api/openapi.json",
    pageTitle: "Schedly API",
    withDefaultFonts: false,
    telemetry: false,
    agent: { disabled: true },
    mcp: { disabled: true },
    showDeveloperTools: "never",
    hideClientButton: true,
  },
} as never);
const files: ReferenceFile[] = [];
for (const path of ["/", "/js/scalar.js"]) {
  const { statusCode, headers, rawPayload } = await server.inject(path);
  if (statusCode !== 200) throw new Error(`The reference page answers ${statusCode} for ${path}`);
  files.push({ path, type: String(headers["content-type"]), content: rawPayload });
}
parentPort!.postMessage(files);
