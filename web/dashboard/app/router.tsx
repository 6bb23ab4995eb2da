import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { keepTrail } from "../parts/trail.ts";
import { Missing } from "./missing.tsx";
import { pages } from "./pages.ts";
import { Shell } from "./shell.tsx";
import { fetched, NotShown } from "./unreachable.tsx";

const root = createRootRoute({ component: Shell, notFoundComponent: Missing });

const routes = pages.map(({ path, load }) =>
  createRoute({
    getParentRoute: () => root,
    path,
    component: lazyRouteComponent(fetched(load)),
    // Addresses are read by the pages; every parameter is text.
    validateSearch: (search: Record<string, unknown>) =>
      Object.fromEntries(Object.entries(search).map(([name, value]) => [name, String(value)])),
  }),
);

export const router = createRouter({
  routeTree: root.addChildren(routes),
  basepath: "/app",
  defaultPreload: "intent",
  defaultErrorComponent: NotShown,
  scrollRestoration: true,
  // `?search=5`, not `?search=%225%22`.
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(search as Record<string, string>).toString();
    return text ? `?${text}` : "";
  },
});

keepTrail(router.history);
