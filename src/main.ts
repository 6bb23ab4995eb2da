#!/usr/bin/env node
import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";
import { run } from "./cli/run.ts";

// Saves a third of a second at every start but the first. Where the folder cannot be written, nothing is lost.
enableCompileCache(fileURLToPath(new URL("../node_modules/.cache/schedly", import.meta.url)));

await run(process.argv.slice(2));
