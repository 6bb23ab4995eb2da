import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";

type Address = Record<string, string | undefined>;

/** The parameters of the page's address, and a way to change some of them: what a list shows can be sent to a colleague. */
export function useAddress(): [Address, (changes: Address) => void] {
  const search = useSearch({ strict: false }) as Address;
  const navigate = useNavigate();
  const change = useCallback(
    (changes: Address) =>
      void navigate({
        to: ".",
        search: ((before: Address) => without({ ...before, ...changes })) as never,
        replace: true,
      }),
    [navigate],
  );
  return [search, change];
}

/** The record in a path such as /event-types/$id. "new" is one that is not there yet. */
export const useRecordId = (): string => (useParams({ strict: false }) as { id: string }).id;

const without = (address: Address) => Object.fromEntries(Object.entries(address).filter(([, value]) => value));
