import { describe, expect, it } from '@jest/globals';
import { validateSchemaCompatibility } from 'json-schema-diff-validator';
import { z } from 'zod';
import { canonicalSchema } from './release.js';
import { breakingChanges } from './schemaChanges.js';

const canonical = (schema: z.ZodType) =>
  canonicalSchema(z.toJSONSchema(schema, { io: 'input' })) as Record<string, unknown>;
const item = { no: z.int(), text: z.string() };
const shape = {
  id: z.uuid(),
  number: z.string().regex(/^INV-\d{4}-\d{4,}$/),
  status: z.enum(['DRAFT', 'ISSUED']),
  note: z.string().nullable(),
  hint: z.string().optional(),
  lines: z.array(z.object(item)),
};
const released = canonical(z.object(shape));

const allowed: [string, z.ZodType][] = [
  ['nothing', z.object(shape)],
  ['another order of the members', z.object(Object.fromEntries(Object.entries(shape).reverse()))],
  ['a new optional member', z.object({ ...shape, discount: z.string().optional() })],
  [
    'a new optional member deep inside',
    z.object({ ...shape, lines: z.array(z.object({ ...item, unit: z.string().optional() })) }),
  ],
  [
    'a better description',
    z.object({ ...shape, note: z.string().nullable().meta({ description: 'Anything' }) }),
  ],
];

const { number: _number, ...withoutNumber } = shape;
const breaking: [string, z.ZodType][] = [
  ['a member removed', z.object(withoutNumber)],
  ['an enum narrowed', z.object({ ...shape, status: z.enum(['ISSUED']) })],
  ['an enum widened', z.object({ ...shape, status: z.enum(['DRAFT', 'ISSUED', 'VOID']) })],
  ['a pattern changed', z.object({ ...shape, number: z.string().regex(/^INV-\d{6}$/) })],
  ['a new required member', z.object({ ...shape, tax: z.string() })],
  ['an optional member made required', z.object({ ...shape, hint: z.string() })],
  ['a required member made optional', z.object({ ...shape, id: z.uuid().optional() })],
  ['null no longer taken', z.object({ ...shape, note: z.string() })],
  ['another type', z.object({ ...shape, id: z.int() })],
  ['a change deep inside', z.object({ ...shape, lines: z.array(z.object({ ...item, no: z.string() })) })],
  [
    'a required member deep inside',
    z.object({ ...shape, lines: z.array(z.object({ ...item, unit: z.string() })) }),
  ],
  ['unknown members refused', z.strictObject(shape)],
  ['a limit added', z.object({ ...shape, hint: z.string().max(10).optional() })],
];

describe('against what is released,', () => {
  it.each(allowed)('%s is no break', (_what, present) => {
    expect(breakingChanges(released, canonical(present))).toEqual([]);
  });

  it.each(breaking)('%s is one', (_what, present) => {
    expect(breakingChanges(released, canonical(present))).not.toEqual([]);
  });

  it.each(breaking)('%s is one for json-schema-diff-validator too', (_what, present) => {
    expect(() => validateSchemaCompatibility(released, canonical(present))).toThrow();
  });
});
