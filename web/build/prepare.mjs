import { existsSync } from "node:fs";

// After `npm ci`. Without the development packages there is nothing to build with: what is built already stays.
if (existsSync(new URL("../../node_modules/vite/package.json", import.meta.url))) {
  const { build } = await import("vite");
  await build({ configFile: new URL("../vite.config.ts", import.meta.url).pathname, logLevel: "warn" });
} else {
  console.warn(
    "The web app was not built: npm ci --omit=dev leaves out what builds it. Copy dist/web from a full install.",
  );
}
