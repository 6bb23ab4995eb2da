/** Knows whether somebody waits for an answer of this process, so that work for which nobody waits can step back. */
export type Rush = {
  /** Somebody waits until the answer is called. */
  joined(): () => void;
  /** Resolves once nobody has waited for a moment, or at an instant of `performance.now()`. */
  over(until: number): Promise<void>;
};

/** `moment`: milliseconds in which those who have been answered would have asked again. */
export function watchRush(moment = 10): Rush {
  let waiting = 0;
  let calmSince = performance.now();
  let calm: NodeJS.Timeout | null = null;
  const steppedBack = new Set<() => void>();

  /** Without this a client that asks one thing after the other would be met by a batch after each. */
  function calmSoon() {
    if (waiting > 0 || steppedBack.size === 0) return;
    calm ??= setTimeout(() => {
      calm = null;
      for (const goOn of steppedBack) goOn();
    }, moment);
  }
  function leave() {
    waiting--;
    if (waiting > 0) return;
    calmSince = performance.now();
    calmSoon();
  }

  return {
    joined() {
      waiting++;
      if (calm) clearTimeout(calm);
      calm = null;
      let left = false;
      return () => {
        if (!left) leave();
        left = true;
      };
    },
    over(until) {
      const now = performance.now();
      if (now >= until || (waiting === 0 && now - calmSince >= moment)) return Promise.resolve();
      return new Promise((resolve) => {
        const goOn = () => {
          clearTimeout(deadline);
          steppedBack.delete(goOn);
          resolve();
        };
        const deadline = setTimeout(goOn, until - now);
        steppedBack.add(goOn);
        calmSoon();
      });
    },
  };
}
