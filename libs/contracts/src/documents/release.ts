import { z } from 'zod';
import type { JsonSchema } from './componentSchemas.js';
import type { EventDefinition } from '../events/envelope.js';

/**
 * The schema of an event's data as it is frozen when the event is released. `io: 'input'`, because
 * the other form says `additionalProperties: false`, which would make each later addition breaking.
 */
export function releasedSchema(definition: EventDefinition): JsonSchema {
  const schema = z.toJSONSchema(definition.schema, { io: 'input', target: 'draft-2020-12' });
  return canonicalSchema({
    ...schema,
    title: definition.type,
    description: definition.summary,
  }) as JsonSchema;
}

/** The same schema, one way to write it: members in alphabetical order, and the lists in which order means nothing. */
export function canonicalSchema(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => canonicalSchema(item));
    return key === 'required' || key === 'enum' || key === 'type' ? items.sort() : items;
  }
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    entries.map(([name, child]: [string, unknown]) => [name, canonicalSchema(child, name)]),
  );
}
