import { notifications } from "@mantine/notifications";
import { useState } from "react";
import type { Operation } from "../../../src/platform/operation.ts";
import { call, type Input } from "../../shared/api.ts";
import { useTexts } from "../../shared/locale.ts";
import { useRefresh } from "./data.ts";
import { words } from "./words.ts";

type Placed = { id: number; position: number };

/**
 * Records in an order that people change, for `Sortable`. The new order is shown at once; when a record is put down, those
 * that have another place than before are told so.
 */
export function useOrder<Item extends Placed>(items: readonly Item[], update: Operation<any, any, any>, noun: string) {
  const { failed } = useTexts(words);
  const refresh = useRefresh();
  const [moved, setMoved] = useState<Item[] | null>(null);

  async function settled(inOrder: Item[]) {
    const others = inOrder.flatMap(({ id, position }, place) =>
      position === place ? [] : [{ id: String(id), position: place }],
    );
    try {
      await Promise.all(others.map((change) => call(update, change as Input<typeof update>)));
    } catch (error) {
      notifications.show({
        title: failed,
        message: error instanceof Error ? error.message : String(error),
        color: "red",
      });
    }
    await refresh(noun);
    setMoved(null);
  }

  return { items: moved ?? [...items], move: setMoved, settled: (inOrder: Item[]) => void settled(inOrder) };
}
