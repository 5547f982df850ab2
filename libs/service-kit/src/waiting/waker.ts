/** A bell: `wait` returns when it rings, and at once when it rang since the last wait. */
export interface Waker {
  wake(): void;
  /** True when nothing but the time ended the wait. `or` is another thing to wait for. */
  wait(ms: number, or?: Promise<unknown>): Promise<boolean>;
}

export function createWaker(): Waker {
  let rung = false;
  let ring: (() => void) | null = null;
  return {
    wake() {
      rung = true;
      ring?.();
    },
    async wait(ms, or) {
      let timer: NodeJS.Timeout | undefined;
      let timedOut = false;
      if (!rung) {
        await new Promise<void>((resolve) => {
          ring = resolve;
          timer = setTimeout(() => {
            timedOut = true;
            resolve();
          }, ms);
          void or?.then(() => resolve());
        });
        clearTimeout(timer);
      }
      ring = null;
      rung = false;
      return timedOut;
    },
  };
}
