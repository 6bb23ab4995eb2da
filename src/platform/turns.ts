/** Runs a work when it is its turn. Works of a key keep their order. */
export type Turns = <Result>(key: unknown, work: () => Promise<Result>) => Promise<Result>;

/**
 * Lets so many works run at once, and so many of each key (a business, say); the others wait, in the order in which they came.
 * For work that keeps something scarce, such as a connection to the database, for long.
 */
export function turns({ atOnce, ofEach }: { atOnce: number; ofEach: number }): Turns {
  const waiting: { key: unknown; start: () => void }[] = [];
  const running: unknown[] = [];

  function startWhoMay() {
    const may = waiting.findIndex(({ key }) => running.filter((one) => one === key).length < ofEach);
    if (may < 0 || running.length >= atOnce) return;
    const [{ key, start }] = waiting.splice(may, 1) as [(typeof waiting)[number]];
    running.push(key);
    start();
    startWhoMay();
  }

  return async (key, work) => {
    await new Promise<void>((start) => {
      waiting.push({ key, start });
      startWhoMay();
    });
    try {
      return await work();
    } finally {
      running.splice(running.indexOf(key), 1);
      startWhoMay();
    }
  };
}
