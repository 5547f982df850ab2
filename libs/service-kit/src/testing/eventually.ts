import { setTimeout as sleep } from 'node:timers/promises';

/** Reads until what it reads is as expected; says what it last saw when that takes too long, also for a busy machine. */
export async function eventually<T>(
  read: () => Promise<T>,
  until: (value: T) => boolean,
  options: { timeoutMs?: number; what?: string } = {},
): Promise<T> {
  const { timeoutMs = 30_000, what = 'the expected state' } = options;
  const deadline = Date.now() + timeoutMs;
  let last: unknown;
  do {
    try {
      const value = await read();
      if (until(value)) return value;
      last = value;
    } catch (error) {
      last = error; // what is being waited for may be that it works at all
    }
    await sleep(20);
  } while (Date.now() < deadline);
  throw new Error(`${what} did not come about within ${timeoutMs} ms; last seen: ${show(last)}`);
}

function show(value: unknown): string {
  if (value instanceof Error) return String(value.stack);
  if (value === undefined) return 'undefined';
  return JSON.stringify(
    value,
    (_name, inner: unknown) => (typeof inner === 'bigint' ? `${inner}n` : inner),
    2,
  );
}
