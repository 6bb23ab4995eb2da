import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { operationsAsRoutes, rulesAsData } from "./build/operations.ts";
import { squeezed } from "./build/squeeze.ts";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// Built by `npm ci` (prepare) into dist/web, which src/http/web.ts serves. `npm run dev:web` serves it with reloading, and
// hands what is no page to a running server.
export default defineConfig({
  root: at("."),
  publicDir: false,
  plugins: [operationsAsRoutes(), rulesAsData(), react(), squeezed()],
  build: {
    outDir: at("../dist/web"),
    emptyOutDir: true,
    // By it the server finds the files of the booking pages.
    manifest: true,
    target: "es2022",
    // Sizes are checked by test/web; printing them compresses everything once more.
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      input: {
        dashboard: at("dashboard.html"),
        booking: at("booking/main.tsx"),
        mark: at("booking/mark.ts"),
        embed: at("embed/embed.ts"),
      },
      output: {
        // Other sites name this one: it keeps its name.
        entryFileNames: ({ name }) => (name === "embed" ? "embed.js" : "assets/[name]-[hash].js"),
      },
    },
  },
  server: { proxy: { "/api": "http://localhost:3000", "/sign-in": "http://localhost:3000" } },
});
