import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { eventCatalog } from '../src/events/catalog.js';
import { variations } from './variations.js';

// The convention: a service that listens to events exports from its subscriptions.ts
//   consumes: Record<event type, the smallest schema that it needs of the event>
// Its handlers parse with these very schemas. Here, whatever a producer may say goes through them.

const root = join(import.meta.dirname, '../../..');
const released = join(root, 'libs/contracts/released');
const services = readdirSync(join(root, 'services')).filter((name) =>
  existsSync(join(root, 'services', name, 'src/subscriptions.ts')),
);

// One after the other: jest cannot load modules that share others at the same time.
const consumers: { service: string; consumes?: Record<string, z.ZodType> }[] = [];
for (const service of services) {
  const module = (await import(join(root, 'services', service, 'src/subscriptions.ts'))) as {
    consumes?: Record<string, z.ZodType>;
  };
  consumers.push({ service, consumes: module.consumes });
}

it.each(consumers)('$service says what it needs of the events that it listens to', ({ consumes }) => {
  expect(Object.keys(consumes ?? {}).length).toBeGreaterThan(0);
});

const pairs = consumers.flatMap(({ service, consumes }) =>
  Object.entries(consumes ?? {}).map(([type, schema]) => [service, type, schema] as const),
);

describe.each(pairs)('%s understands %s', (_service, type, schema) => {
  const definition = eventCatalog.get(type);

  it('as it is today', () => {
    expect(definition?.type).toBe(type);
    expect(schema.safeParse(definition?.example).error).toBeUndefined();
  });

  it('as it was released', () => {
    const example: unknown = JSON.parse(readFileSync(join(released, `${type}.example.json`), 'utf8'));
    expect(schema.safeParse(example).error).toBeUndefined();
  });

  it('whatever else the producer may say by its contract, and with members and words that are added later', () => {
    if (!definition) throw new Error(`nobody says ${type}`);
    const refused = variations(definition.schema, definition.example)
      .filter(({ data }) => !schema.safeParse(data).success)
      .map(({ change }) => change);
    expect(refused).toEqual([]);
  });
});

it('a consumer that needs too much is found out', () => {
  const Producer = z.object({
    id: z.uuid(),
    status: z.string(),
    note: z.string().nullable(),
    lines: z.array(z.object({ no: z.int() })),
    extra: z.string().optional(),
  });
  const example = {
    id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b11',
    status: 'OPEN',
    note: 'x',
    lines: [{ no: 1 }],
    extra: 'y',
  };
  const refusedBy = (consumer: z.ZodType) =>
    variations(Producer, example)
      .filter(({ data }) => !consumer.safeParse(data).success)
      .map(({ change }) => change);
  expect(refusedBy(z.object({ id: z.uuid(), status: z.string(), note: z.string().nullable() }))).toEqual([]);
  expect(refusedBy(z.object({ note: z.string() }))).toEqual(['/note: null']);
  expect(refusedBy(z.object({ status: z.enum(['OPEN', 'CLOSED']) }))).toContain(
    '/status: "A WORD ADDED LATER"',
  );
  expect(refusedBy(z.object({ extra: z.string() }))).toEqual(['/extra: left out']);
  expect(refusedBy(z.object({ lines: z.array(z.object({ no: z.int() })).min(1) }))).toEqual(['/lines: []']);
  expect(
    refusedBy(
      z.strictObject({
        id: z.uuid(),
        status: z.string(),
        note: z.string().nullable(),
        lines: z.any(),
        extra: z.string().optional(),
      }),
    ),
  ).toContain('/: a member added later');
});
