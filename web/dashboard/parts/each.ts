import { notifications } from "@mantine/notifications";
import { createElement, useState } from "react";
import { fill, useTexts } from "../../shared/locale.ts";
import { sayFailure, useProblems } from "../../shared/problems.ts";
import { useRefresh } from "./data.ts";
import { words } from "./words.ts";

/** More at once would only wait for each other on the server. */
const atOnce = 4;
export type Failure<Item> = { item: Item; error: unknown };

/** Does something with each, a few at a time and in their order. Answers those that failed; one that fails stops no other. */
export async function doEach<Item>(items: Item[], act: (item: Item) => Promise<unknown>): Promise<Failure<Item>[]> {
  const failed: Failure<Item>[] = [];
  const waiting = [...items];
  const work = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      const one = item;
      await act(one).catch((error: unknown) => failed.push({ item: one, error }));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return failed;
}

/** Who failed, by what is said about it: what several failed by is said once. */
export function byReason<Item>(
  failed: Failure<Item>[],
  nameOf: (item: Item) => string,
  say: (error: unknown) => string,
): string[] {
  const reasons = Map.groupBy(failed, ({ error }) => say(error));
  return [...reasons].map(([reason, those]) => `${those.map(({ item }) => nameOf(item)).join(", ")}: ${reason}`);
}

/**
 * Does something with each record that is ticked, by its own call. Says how many it went well with, and of each other what
 * was in the way; these alone stay ticked. `changes` are the nouns that are read again afterwards.
 */
export function useEach<Item extends { id: number }>({
  keep,
  nameOf,
  changes,
}: {
  keep: (items: Item[]) => void;
  nameOf: (item: Item) => string;
  changes: string[];
}) {
  const text = useTexts(words);
  const say = useProblems();
  const refresh = useRefresh();
  const [busy, setBusy] = useState(false);

  async function each(items: Item[], act: (item: Item) => Promise<unknown>) {
    setBusy(true);
    const failed = await doEach(items, act);
    await refresh(...changes);
    setBusy(false);
    keep(failed.map(({ item }) => item));
    const done = items.length - failed.length;
    if (done > 0) notifications.show({ message: fill(text.eachDone, { count: done }), color: "teal" });
    if (failed.length > 0) {
      const lines = byReason(failed, nameOf, (error) => sayFailure(say, error));
      notifications.show({
        title: fill(text.eachFailed, { count: failed.length }),
        message: lines.map((line) => createElement("div", { key: line }, line)),
        color: "red",
        // Whoever looked away must not miss it.
        autoClose: false,
        closeButtonProps: { "aria-label": text.close },
      });
    }
  }
  return { busy, each };
}
