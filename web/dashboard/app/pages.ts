import {
  IconAddressBook,
  IconBolt,
  IconCalendar,
  IconCalendarCheck,
  IconCalendarEvent,
  IconChartBar,
  IconClockHour4,
  IconHome,
  type IconProps,
  IconRoute,
  IconUsersGroup,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import { developerPages } from "../developer/pages.ts";
import { onboardingPages } from "../onboarding/pages.ts";
import { settingsPages } from "../settings/pages.ts";
import { catalogPages } from "./pages-catalog.ts";
import type { Words } from "./texts.ts";

/** A page of the dashboard. Its code is loaded when it is opened. */
export type PageEntry = {
  /** Under /app. */
  path: string;
  load: () => Promise<{ default: ComponentType }>;
  /** Its place in the rail and the search, and what one must be able to see for it. */
  nav?: { label: keyof Words["nav"]; group: keyof Words["groups"]; icon: ComponentType<IconProps>; needs?: string };
};

export const pages: PageEntry[] = [
  { path: "/", load: () => import("../home/page.tsx"), nav: { label: "home", group: "day", icon: IconHome } },
  {
    path: "/calendar",
    load: () => import("../calendar/page.tsx"),
    nav: { label: "calendar", group: "day", icon: IconCalendar, needs: "appointments:read" },
  },
  {
    path: "/appointments",
    load: () => import("../appointments/page.tsx"),
    nav: { label: "appointments", group: "day", icon: IconCalendarCheck, needs: "appointments:read" },
  },
  {
    path: "/customers",
    load: () => import("../customers/page.tsx"),
    nav: { label: "customers", group: "day", icon: IconAddressBook, needs: "customers:read" },
  },
  ...catalogPages,
  ...onboardingPages,
  ...settingsPages,
  ...developerPages,
  {
    path: "/bookings",
    load: () => import("../bookings/page.tsx"),
    nav: { label: "bookings", group: "day", icon: IconCalendarCheck, needs: "bookings:read" },
  },
  {
    path: "/insights",
    load: () => import("../insights/page.tsx"),
    nav: { label: "insights", group: "grow", icon: IconChartBar, needs: "insights:read" },
  },
  {
    path: "/event-types",
    load: () => import("../event-types/page.tsx"),
    nav: { label: "eventTypes", group: "catalog", icon: IconCalendarEvent, needs: "event-types:read" },
  },
  { path: "/event-types/$id", load: () => import("../event-types/editor.tsx") },
  {
    path: "/schedules",
    load: () => import("../schedules/page.tsx"),
    nav: { label: "schedules", group: "catalog", icon: IconClockHour4, needs: "schedules:read" },
  },
  { path: "/schedules/$id", load: () => import("../schedules/editor.tsx") },
  {
    path: "/teams",
    load: () => import("../teams/page.tsx"),
    nav: { label: "teams", group: "team", icon: IconUsersGroup, needs: "teams:read" },
  },
  {
    path: "/workflows",
    load: () => import("../workflows/page.tsx"),
    nav: { label: "workflows", group: "grow", icon: IconBolt, needs: "workflows:read" },
  },
  { path: "/workflows/$id", load: () => import("../workflows/editor.tsx") },
  {
    path: "/routing",
    load: () => import("../routing/page.tsx"),
    nav: { label: "routing", group: "grow", icon: IconRoute, needs: "routing:read" },
  },
  { path: "/routing/$id", load: () => import("../routing/editor.tsx") },
];
