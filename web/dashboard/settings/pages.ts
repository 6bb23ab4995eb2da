import { IconSettings } from "@tabler/icons-react";
import type { PageEntry } from "../app/pages.ts";

export const settingsPages: PageEntry[] = [
  {
    path: "/settings",
    load: () => import("./index.tsx"),
    nav: { label: "settings", group: "setup", icon: IconSettings },
  },
  { path: "/settings/profile", load: () => import("./profile.tsx") },
  { path: "/settings/security", load: () => import("./security.tsx") },
  { path: "/settings/business", load: () => import("./business.tsx") },
  { path: "/settings/hours", load: () => import("./hours.tsx") },
  { path: "/settings/booking", load: () => import("./booking.tsx") },
  { path: "/settings/branding", load: () => import("./branding.tsx") },
  { path: "/settings/members", load: () => import("./members.tsx") },
  { path: "/settings/notifications", load: () => import("./notifications.tsx") },
  { path: "/settings/catalog", load: () => import("./catalog.tsx") },
  { path: "/settings/calendars", load: () => import("./calendars.tsx") },
];
