/** Leaves a transaction, so that everything in it is rolled back. */
class RollBack extends Error {}

/** Runs something in a transaction that is always rolled back, and gives its result. */
export async function runAndRollBack<T, R>(
  transaction: <X>(run: (tx: T) => Promise<X>) => Promise<X>,
  run: (tx: T) => Promise<R>,
): Promise<R> {
  let result: { value: R } | null = null;
  try {
    await transaction(async (tx) => {
      result = { value: await run(tx) };
      throw new RollBack();
    });
  } catch (error) {
    if (!(error instanceof RollBack)) throw error;
  }
  return (result as unknown as { value: R }).value;
}
