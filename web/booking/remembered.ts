// What this browser keeps for the next visit, on it alone. In a sandboxed frame, or where it is forbidden, nothing is kept.

export type Visitor = { name: string; email: string; phone?: string };

const read = <Kept>(name: string): Kept | null => {
  try {
    return JSON.parse(localStorage.getItem(name) ?? "null") as Kept | null;
  } catch {
    return null;
  }
};
const write = (name: string, value: unknown) => {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // Then it is asked again next time.
  }
};

export const rememberedVisitor = () => read<Visitor>("schedly:visitor");
export const rememberVisitor = (visitor: Visitor | null) => write("schedly:visitor", visitor);
export const rememberedClock = () => read<boolean>("schedly:hour12");
export const rememberClock = (hour12: boolean) => write("schedly:hour12", hour12);
