import "@fontsource-variable/inter";
import "@mantine/core/styles.css";
import "@mantine/dates/styles.css";
import "@mantine/notifications/styles.css";
import "@mantine/spotlight/styles.css";
import "mantine-datatable/styles.css";
import "./dashboard.css";
import { CloseButton, createTheme, MantineProvider, mergeThemeOverrides } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ApiError } from "../shared/api.ts";
import { bestLocale } from "../shared/locale.ts";
import { theme } from "../shared/theme.ts";
import { EscapeOnTop } from "./app/escape.tsx";
import { router } from "./app/router.tsx";
import { SessionProvider } from "./app/session.tsx";
import { words } from "./parts/words.ts";

const client = new QueryClient({
  defaultOptions: {
    // Without a network they fail at once, which is said, instead of waiting to be sent when nobody expects it any more.
    mutations: { networkMode: "always" },
    queries: {
      // They too fail, instead of waiting for a network that a server on one's own machine does not need.
      networkMode: "always",
      refetchOnReconnect: true,
      staleTime: 15_000,
      // What was refused stays refused; what could not be reached is asked again.
      retry: (count, error) => count < 3 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
    },
  },
});

// Crosses without a label of their own: those of messages and questions, which are drawn outside of any page.
const { close } = words[bestLocale(navigator.languages)];
const labelled = createTheme({
  components: { CloseButton: CloseButton.extend({ defaultProps: { ...{ "aria-label": close } } }) },
});

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <MantineProvider theme={mergeThemeOverrides(theme, labelled)} defaultColorScheme="auto">
      <QueryClientProvider client={client}>
        <Notifications position="bottom-right" />
        <SessionProvider>
          <ModalsProvider modalProps={{ closeOnEscape: false }}>
            <EscapeOnTop />
            <RouterProvider router={router} />
          </ModalsProvider>
        </SessionProvider>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
