/** Something that happened in this process, told to whoever listens: `changed()` tells, `changed.listen(work)` listens. */
export type Signal = { (): void; listen(listener: () => void): void };

export function signal(): Signal {
  const listeners: (() => void)[] = [];
  const tell = () => {
    for (const listener of listeners) listener();
  };
  return Object.assign(tell, { listen: (listener: () => void) => void listeners.push(listener) });
}
