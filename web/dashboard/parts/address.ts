import { useNavigate, useParams, useRouter, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { goBackTo } from "./trail.ts";

type Address = Record<string, string | undefined>;

/**
 * What a page opens over itself, and the steps of what is done in several: the browser's Back closes it again, and whatever
 * else closes it goes back too.
 */
const opened = ["id", "uid", "entry", "response", "deliveries", "delivery", "invite", "connect", "make"];

/** The parameters of the page's address, and a way to change some of them: what a list shows can be sent to a colleague. */
export function useAddress(): [Address, (changes: Address) => void] {
  const search = useSearch({ strict: false }) as Address;
  const navigate = useNavigate();
  const { history } = useRouter();
  const change = useCallback(
    (changes: Address) => {
      // Not what was drawn last: a row and the link in it are pressed at once, and open one thing.
      const now: Address = Object.fromEntries(new URLSearchParams(history.location.search));
      const next = without({ ...now, ...changes });
      if (opened.some((name) => now[name] && !next[name]) && goBackTo(history, next)) return;
      const isStep = opened.some((name) => changes[name] && !now[name]) || (changes.step && changes.step !== now.step);
      void navigate({
        to: ".",
        search: ((before: Address) => without({ ...before, ...changes })) as never,
        replace: !isStep,
      });
    },
    [navigate, history],
  );
  return [search, change];
}

/** The record in a path such as /event-types/$id. "new" is one that is not there yet. */
export const useRecordId = (): string => (useParams({ strict: false }) as { id: string }).id;

const without = (address: Address) =>
  Object.fromEntries(Object.entries(address).filter((entry): entry is [string, string] => Boolean(entry[1])));
