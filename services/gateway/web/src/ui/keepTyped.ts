const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What was typed stays; what was not touched becomes what a colleague has made of it meanwhile. */
export function keepTyped<V extends object>(typed: V, before: V, now: V): V {
  const touched = Object.entries(typed).filter(([name, value]) => !same(value, before[name as keyof V]));
  return { ...now, ...Object.fromEntries(touched) };
}

/** The fields that both have changed, and not to the same. */
export function inConflict<V extends object>(typed: V, before: V, now: V): (keyof V & string)[] {
  return (Object.keys(typed) as (keyof V & string)[]).filter(
    (name) =>
      !same(typed[name], before[name]) && !same(now[name], before[name]) && !same(typed[name], now[name]),
  );
}
