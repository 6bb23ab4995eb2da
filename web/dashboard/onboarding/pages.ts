import type { PageEntry } from "../app/pages.ts";

export const onboardingPages: PageEntry[] = [{ path: "/welcome", load: () => import("./page.tsx") }];
