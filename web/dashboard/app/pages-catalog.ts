import {
  IconBuildingStore,
  IconHourglass,
  IconPackage,
  IconReceipt,
  IconScissors,
  IconStar,
  IconUsers,
} from "@tabler/icons-react";
import type { PageEntry } from "./pages.ts";

/** What the business offers, who and where, and what it sells. */
export const catalogPages: PageEntry[] = [
  {
    path: "/waitlist",
    load: () => import("../waitlist/page.tsx"),
    nav: { label: "waitlist", group: "day", icon: IconHourglass, needs: "waitlist:read" },
  },
  {
    path: "/services",
    load: () => import("../services/page.tsx"),
    nav: { label: "services", group: "catalog", icon: IconScissors, needs: "services:read" },
  },
  {
    path: "/locations",
    load: () => import("../locations/page.tsx"),
    nav: { label: "locations", group: "catalog", icon: IconBuildingStore, needs: "locations:read" },
  },
  {
    path: "/staff",
    load: () => import("../staff/page.tsx"),
    nav: { label: "staff", group: "team", icon: IconUsers, needs: "staff:read" },
  },
  {
    path: "/products",
    load: () => import("../products/page.tsx"),
    nav: { label: "products", group: "sell", icon: IconPackage, needs: "products:read" },
  },
  {
    path: "/invoices",
    load: () => import("../invoices/page.tsx"),
    nav: { label: "invoices", group: "sell", icon: IconReceipt, needs: "invoices:read" },
  },
  { path: "/invoices/print", load: () => import("../invoices/print.tsx") },
  {
    path: "/reviews",
    load: () => import("../reviews/page.tsx"),
    nav: { label: "reviews", group: "grow", icon: IconStar, needs: "reviews:read" },
  },
];
