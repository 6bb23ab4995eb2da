import { isFramed, search } from "./page.ts";

// What a page that frames this one hears: how tall it is, and what happens in it.

/** Told by /embed.js; "null" where that page has no origin, because it is sandboxed. */
const origin = search.get("origin");
const frame = search.get("frame");

type News =
  | { type: "size"; height: number }
  | { type: "ready"; title: string }
  | { type: "escape" }
  | { type: "chosen"; start: string; end: string }
  | { type: "booked" | "moved"; booking: object; redirect?: string };

export function tell(news: News): void {
  if (!isFramed || window.parent === window || !origin) return;
  window.parent.postMessage({ ...news, schedly: 1, frame }, origin === "null" ? "*" : origin);
}

/** Tells of an Escape that closed nothing here: a pop-up around this page closes by it. */
export function tellEscape(): () => void {
  const onKey = ({ key, defaultPrevented }: KeyboardEvent) => {
    if (key === "Escape" && !defaultPrevented) tell({ type: "escape" });
  };
  addEventListener("keydown", onKey);
  return () => removeEventListener("keydown", onKey);
}

/** Tells how tall the page is, now and whenever that changes. */
export function tellSize(element: HTMLElement): () => void {
  if (!isFramed) return () => undefined;
  const observer = new ResizeObserver(() =>
    tell({ type: "size", height: Math.ceil(element.getBoundingClientRect().height) }),
  );
  observer.observe(element);
  return () => observer.disconnect();
}
