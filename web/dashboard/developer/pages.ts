import { IconCode } from "@tabler/icons-react";
import type { PageEntry } from "../app/pages.ts";

export const developerPages: PageEntry[] = [
  {
    path: "/developer",
    load: () => import("./index.tsx"),
    nav: { label: "developer", group: "setup", icon: IconCode, needs: "keys:read" },
  },
  { path: "/developer/keys", load: () => import("./keys.tsx") },
  { path: "/developer/mcp", load: () => import("./mcp.tsx") },
  { path: "/developer/webhooks", load: () => import("./webhooks.tsx") },
  { path: "/developer/oauth", load: () => import("./oauth.tsx") },
  { path: "/developer/apps", load: () => import("./apps.tsx") },
  { path: "/developer/events", load: () => import("./events.tsx") },
  { path: "/developer/audit", load: () => import("./audit.tsx") },
];
