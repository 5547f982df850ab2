import type { JsonSchema } from './componentSchemas.js';

/** Members that explain a schema and change nothing of what it accepts. */
const annotations = new Set([
  '$schema',
  '$id',
  'id',
  'title',
  'description',
  'examples',
  '$comment',
  'default',
]);

/**
 * What of `present` would break a consumer or a producer that was built against `released`, as
 * sentences; empty when only optional members were added. Both must be canonical (`canonicalSchema`).
 * Stricter than compatibility needs: a constraint may be neither tightened nor loosened, because one
 * side of the wire always gets hurt.
 */
export function breakingChanges(released: unknown, present: unknown, path = ''): string[] {
  if (!isSchema(released) || !isSchema(present)) {
    return sameValue(released, present)
      ? []
      : [`${path || '/'} changed from ${show(released)} to ${show(present)}`];
  }
  const changes: string[] = [];
  for (const key of new Set([...Object.keys(released), ...Object.keys(present)])) {
    if (annotations.has(key)) continue;
    const [before, after, at] = [released[key], present[key], `${path}/${key}`];
    if (key === 'properties') changes.push(...propertyChanges(before, after, at));
    else if (key === 'required') changes.push(...requiredChanges(before, after, at));
    else if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
      before.forEach((item, i) => changes.push(...breakingChanges(item, after[i], `${at}/${i}`)));
    } else if (before === undefined) changes.push(`${at} was added: ${show(after)}`);
    else if (after === undefined) changes.push(`${at} was removed`);
    else changes.push(...breakingChanges(before, after, at));
  }
  return changes;
}

function propertyChanges(before: unknown, after: unknown, path: string): string[] {
  const [old, now] = [isSchema(before) ? before : {}, isSchema(after) ? after : {}];
  return Object.keys(old).flatMap((name) =>
    name in now ? breakingChanges(old[name], now[name], `${path}/${name}`) : [`${path}/${name} was removed`],
  );
}

function requiredChanges(before: unknown, after: unknown, path: string): string[] {
  const [old, now] = [Array.isArray(before) ? before : [], Array.isArray(after) ? after : []];
  return [
    ...now.filter((name) => !old.includes(name)).map((name) => `${path}: ${String(name)} became required`),
    ...old.filter((name) => !now.includes(name)).map((name) => `${path}: ${String(name)} became optional`),
  ];
}

/** A schema as it accepts, without what only explains it: for comparing by tools that take every difference seriously. */
export function withoutAnnotations(schema: unknown, isNames = false): unknown {
  if (Array.isArray(schema)) return schema.map((item) => withoutAnnotations(item));
  if (!isSchema(schema)) return schema;
  const entries = Object.entries(schema).filter(([key]) => isNames || !annotations.has(key));
  return Object.fromEntries(
    entries.map(([key, child]) => [key, withoutAnnotations(child, !isNames && key === 'properties')]),
  );
}

const isSchema = (value: unknown): value is JsonSchema =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
const sameValue = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
const show = (value: unknown) => JSON.stringify(value) ?? 'nothing';
