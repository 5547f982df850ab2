/** Of what a form holds, only what is not as it was before; of a new record (`before` is null) everything. */
export function changed<V extends object>(values: V, before: V | null): V {
  if (!before) return values;
  const different = Object.entries(values).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof V]),
  );
  return Object.fromEntries(different) as V;
}
