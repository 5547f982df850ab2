import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { fieldErrors } from './fieldErrors.js';

const Order = z.strictObject({
  title: z.string().min(2),
  lines: z.array(z.strictObject({ quantity: z.int().min(1), 'a/b': z.string().optional() })),
  endDate: z
    .string()
    .refine((day) => day > '2026', { error: 'ends before it starts', params: { code: 'end-before-start' } }),
  note: z
    .string()
    .refine((text) => text !== 'x', 'not x')
    .optional(),
});

function errorsOf(input: unknown, place: 'body' | 'query' | 'params' = 'body') {
  const result = Order.safeParse(input);
  return result.success
    ? []
    : fieldErrors(result.error, place, input).map(({ pointer, code }) => `${pointer} ${code}`);
}

describe('what is wrong with a request', () => {
  it('is told by place, each unknown field by its own', () => {
    const input = {
      lines: [{ quantity: 0, 'a/b': 1, price: 2 }],
      endDate: '2025',
      note: 'x',
      colour: 1,
      size: 2,
    };
    expect(errorsOf(input).sort()).toEqual([
      '/colour unknown-field',
      '/endDate end-before-start',
      '/lines/0/a~1b invalid-type',
      '/lines/0/price unknown-field',
      '/lines/0/quantity too-small',
      '/note invalid-value',
      '/size unknown-field',
      '/title required',
    ]);
  });

  it('points at parameters in the way of parameters', () => {
    expect(errorsOf({ title: 'ok', lines: [], endDate: 7 }, 'query')).toEqual(['?endDate invalid-type']);
    expect(errorsOf({ title: 'x', lines: [], endDate: '2027' }, 'params')).toEqual(['{title} too-small']);
  });

  it('at the very root has an empty pointer', () => {
    expect(errorsOf('text')).toEqual([' invalid-type']);
  });

  it('calls null a wrong type, not a missing field', () => {
    expect(errorsOf({ title: null, lines: [], endDate: '2027' })).toEqual(['/title invalid-type']);
  });
});
