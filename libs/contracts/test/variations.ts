import type { z } from 'zod';

export interface Variation {
  change: string;
  data: unknown;
}

type Path = readonly (string | number)[];

const words = [null, [], 'A WORD ADDED LATER', '2026-01-31', 0] as const;

/**
 * What a producer may say besides its example: the example with one place changed, as far as the producer's own
 * schema allows it. A consumer must understand all of them.
 */
export function variations(schema: z.ZodType, example: unknown): Variation[] {
  const found: Variation[] = [
    { change: '/: a member added later', data: { ...(example as object), addedLater: true } },
  ];
  for (const path of placesOf(example)) {
    const name = `/${path.join('/')}`;
    for (const word of words)
      found.push({ change: `${name}: ${JSON.stringify(word)}`, data: changed(example, path, () => word) });
    found.push({ change: `${name}: left out`, data: changed(example, path, () => undefined) });
  }
  return found
    .map(({ change, data }) => ({ change, data: JSON.parse(JSON.stringify(data)) as unknown }))
    .filter(({ data }) => schema.safeParse(data).success && JSON.stringify(data) !== JSON.stringify(example));
}

function placesOf(value: unknown, path: Path = []): Path[] {
  if (value === null || typeof value !== 'object') return [path];
  const inside = Object.entries(value).flatMap(([key, child]) =>
    placesOf(child, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return path.length === 0 ? inside : [path, ...inside];
}

function changed(value: unknown, [key, ...rest]: Path, change: () => unknown): unknown {
  if (key === undefined) return change();
  if (Array.isArray(value))
    return value.map((item: unknown, i) => (i === key ? changed(item, rest, change) : item));
  const object = value as Record<string, unknown>;
  return { ...object, [key]: changed(object[key], rest, change) };
}
