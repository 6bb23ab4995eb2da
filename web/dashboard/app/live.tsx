import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

/** Nouns that are computed from others: they change with them. */
const follow: Record<string, string[]> = {
  appointments: ["insights", "availability", "visits", "customers"],
  bookings: ["insights", "slots"],
  "time-blocks": ["availability", "visits", "slots"],
  "out-of-office": ["availability", "visits", "slots"],
  schedules: ["availability", "visits", "slots", "employee-schedules"],
  employees: ["employee-schedules", "availability", "visits"],
  company: ["businesses", "storefront"],
};
/** News that come together are asked for together. */
const gatherMilliseconds = 200;

/**
 * Keeps what is on screen as it is on the server: hears which nouns changed, whoever changed them, and reads them again.
 * A window that nobody sees hears nothing (browsers allow few connections) and catches up when it is looked at.
 */
export function Live() {
  const client = useQueryClient();
  useEffect(() => {
    let source: EventSource | null = null;
    let waiting: ReturnType<typeof setTimeout> | null = null;
    const nouns = new Set<string>();
    const readAgain = () => {
      waiting = null;
      invalidate(client, [...nouns]);
      nouns.clear();
    };
    const hear = ({ data }: MessageEvent<string>) => {
      const news = JSON.parse(data) as { nouns: string[] | null };
      if (!news.nouns) return void client.invalidateQueries();
      for (const noun of news.nouns) for (const one of [noun, ...(follow[noun] ?? [])]) nouns.add(one);
      waiting ??= setTimeout(readAgain, gatherMilliseconds);
    };
    let missed = false;
    const open = () => {
      source = new EventSource("/api/live");
      source.onmessage = hear;
      source.onopen = () => {
        if (missed) void client.invalidateQueries();
        missed = false;
      };
      source.onerror = () => {
        missed = true;
      };
    };
    const close = () => {
      source?.close();
      source = null;
      missed = true;
    };
    const look = () => {
      if (document.hidden) close();
      else if (!source) open();
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      close();
      if (waiting) clearTimeout(waiting);
    };
  }, [client]);
  return null;
}

const invalidate = (client: QueryClient, nouns: string[]) => {
  for (const noun of nouns) void client.invalidateQueries({ queryKey: [noun] });
};
