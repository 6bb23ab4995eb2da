import type { AnyRouter } from "@tanstack/react-router";

type History = AnyRouter["history"];

/** The addresses of the entries of the browser's history, as far as this page has seen them, each at its index. */
const trail: string[] = [];
let leaving = false;

/** Remembers from now on what lies below in the browser's history. */
export function keepTrail(history: History): void {
  const note = () => {
    leaving = false;
    trail[indexOf(history)] = addressOf(history.location.pathname, history.location.search);
  };
  note();
  history.subscribe(note);
}

/**
 * Goes back to where the same page had this search, and says whether there is such a place right below. What is closed goes
 * back to what it was opened over: put in its place, that one would be there twice, and Back would seem to do nothing.
 */
export function goBackTo(history: History, search: Record<string, string>): boolean {
  // The browser takes its time. Asked again meanwhile it would go on, and leave the page.
  if (leaving) return true;
  const { pathname } = history.location;
  const here = indexOf(history);
  let below = here - 1;
  while (trail[below]?.startsWith(`${pathname}?`) && trail[below] !== addressOf(pathname, search)) below--;
  if (trail[below] !== addressOf(pathname, search)) return false;
  leaving = true;
  history.go(below - here);
  return true;
}

const indexOf = ({ location }: History): number => location.state.__TSR_index;

/** In one order, whichever the parameters came in. */
function addressOf(pathname: string, search: string | Record<string, string>): string {
  const parameters = new URLSearchParams(search);
  parameters.sort();
  return `${pathname}?${parameters}`;
}
