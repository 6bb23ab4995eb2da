import { ActionIcon, Group, VisuallyHidden } from "@mantine/core";
import { IconGripVertical } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactNode, useEffect, useEffectEvent, useRef, useState } from "react";
import { fill, useTexts, wordTable } from "../../shared/locale.ts";

type Props<Item> = {
  items: Item[];
  keyOf: (item: Item) => string | number;
  nameOf: (item: Item) => string;
  /** What is shown while one moves. */
  move: (items: Item[]) => void;
  /** Where it was put down. */
  settled?: ((items: Item[]) => void) | undefined;
  children: (item: Item, index: number) => ReactNode;
  disabled?: boolean;
  gap?: number;
};

/** A list whose rows are put in order by dragging their handle, or with the arrow keys on it. */
export function Sortable<Item>({ items, keyOf, nameOf, move, settled, children, disabled, gap = 8 }: Props<Item>) {
  const text = useTexts(texts);
  const list = useRef<HTMLUListElement>(null);
  const [held, setHeld] = useState<string | number | null>(null);
  const [said, setSaid] = useState("");
  const latest = useRef(items);
  latest.current = items;

  function moveTo(key: string | number, to: number): Item[] {
    const before = latest.current;
    const from = before.findIndex((item) => keyOf(item) === key);
    if (from === -1 || to < 0 || to >= before.length || from === to) return before;
    const after = before.toSpliced(from, 1).toSpliced(to, 0, before[from]!);
    latest.current = after;
    move(after);
    setSaid(fill(text.moved, { name: nameOf(before[from]!), place: to + 1, count: after.length }));
    return after;
  }

  // On the window: a row that is moved in the page loses what it has captured.
  const carry = useEffectEvent(({ clientY }: globalThis.PointerEvent) => {
    if (held !== null && list.current) moveTo(held, placeAt(list.current, clientY));
  });
  const putDown = useEffectEvent(() => {
    settled?.(latest.current);
    setHeld(null);
  });
  useEffect(() => {
    if (held === null) return;
    const until = new AbortController();
    addEventListener("pointermove", carry, until);
    addEventListener("pointerup", putDown, until);
    addEventListener("pointercancel", putDown, until);
    return () => until.abort();
  }, [held]);

  function pressed(event: KeyboardEvent<HTMLButtonElement>, item: Item) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const button = event.currentTarget;
    const before = latest.current;
    const after = moveTo(keyOf(item), before.indexOf(item) + step);
    if (after !== before) settled?.(after);
    requestAnimationFrame(() => button.focus());
  }

  return (
    <>
      <ul ref={list} style={{ listStyle: "none", margin: 0, padding: 0, display: "grid", gap }}>
        {items.map((item, index) => (
          <li
            key={keyOf(item)}
            style={held === keyOf(item) ? { opacity: 0.7, boxShadow: "var(--mantine-shadow-md)" } : undefined}
          >
            <Group gap={4} wrap="nowrap" align="stretch">
              {!disabled && items.length > 1 && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  h={40}
                  mt={2}
                  style={{ touchAction: "none", cursor: "grab", flex: "none" }}
                  aria-label={fill(text.handle, { name: nameOf(item) })}
                  onPointerDown={() => setHeld(keyOf(item))}
                  onKeyDown={(event) => pressed(event, item)}
                >
                  <IconGripVertical size={16} aria-hidden />
                </ActionIcon>
              )}
              <div style={{ flex: 1, minWidth: 0 }}>{children(item, index)}</div>
            </Group>
          </li>
        ))}
      </ul>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
    </>
  );
}

/** The row at a height on the screen. */
function placeAt(list: HTMLElement, y: number): number {
  const rows = [...list.children].map((row) => row.getBoundingClientRect());
  const found = rows.findIndex(({ bottom }) => y < bottom);
  return found === -1 ? rows.length - 1 : found;
}

const texts = wordTable({
  handle: [
    "Move {name}: drag, or use the arrow keys",
    "{name} verschieben: ziehen oder Pfeiltasten",
    "Mover {name}: arrastra o usa las flechas",
    "Déplacer {name} : glisser ou touches fléchées",
    "Mover {name}: arraste ou use as setas",
  ],
  moved: [
    "{name} is now {place} of {count}",
    "{name} ist jetzt {place} von {count}",
    "{name} está ahora en {place} de {count}",
    "{name} est maintenant {place} sur {count}",
    "{name} está agora em {place} de {count}",
  ],
});
