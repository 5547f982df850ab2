import { describe, expect, it } from '@jest/globals';
import { validateSchemaCompatibility } from 'json-schema-diff-validator';
import { z } from 'zod';
import { canonicalSchema } from './release.js';
import { breakingChanges } from './schemaChanges.js';

const canonical = (schema: z.ZodType) => canonicalSchema(z.toJSONSchema(schema, { io: 'input' })) as Record<string, unknown>;
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
  ['a new optional member deep inside', z.object({ ...shape, lines: z.array(z.object({ ...item, unit: z.string().optional() })) })],
  ['a better description', z.object({ ...shape, note: z.string().nullable().meta({ description: 'Anything' }) })],
];

const { number: _number, ...withoutNumber } = shape;
const breaking: [string, z.ZodType, boolean][] = [
  ['a member removed', z.object(withoutNumber), true],
  ['an enum narrowed', z.object({ ...shape, status: z.enum(['ISSUED']) }), true],
  ['an enum widened', z.object({ ...shape, status: z.enum(['DRAFT', 'ISSUED', 'VOID']) }), true],
  ['a pattern changed', z.object({ ...shape, number: z.string().regex(/^INV-\d{6}$/) }), true],
  ['a new required member', z.object({ ...shape, tax: z.string() }), true],
  ['an optional member made required', z.object({ ...shape, hint: z.string() }), true],
  ['a required member made optional', z.object({ ...shape, id: z.uuid().optional() }), true],
  ['null no longer taken', z.object({ ...shape, note: z.string() }), true],
  ['another type', z.object({ ...shape, id: z.int() }), true],
  ['a change deep inside', z.object({ ...shape, lines: z.array(z.object({ ...item, no: z.string() })) }), true],
  ['a required member deep inside', z.object({ ...shape, lines: z.array(z.object({ ...item, unit: z.string() })) }), true],
  ['unknown members refused', z.strictObject(shape), true],
  ['a limit added', z.object({ ...shape, hint: z.string().max(10).optional() }), false],
];

describe('against what is released,', () => {
  it.each(allowed)('%s is no break', (_what, present) => {
    expect(breakingChanges(released, canonical(present))).toEqual([]);
  });

  it.each(breaking)('%s is one', (_what, present) => {
    expect(breakingChanges(released, canonical(present))).not.toEqual([]);
  });

  it.each(breaking.filter(([, , seen]) => seen))('%s is one for json-schema-diff-validator too', (_what, present) => {
    expect(() => validateSchemaCompatibility(released, canonical(present))).toThrow();
  });

  it.each(breaking.filter(([, , seen]) => !seen))('%s is what json-schema-diff-validator alone would miss', (_what, present) => {
    expect(() => validateSchemaCompatibility(released, canonical(present))).not.toThrow();
  });
});
