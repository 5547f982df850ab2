import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { operationCatalog } from '../http/catalog.js';
import { lineOfText, prose } from './text.js';

interface Field {
  path: string;
  schema: z.ZodType;
}

/** Whatever of a body is no object and no list: the places where a value is written. */
function fieldsOf(schema: z.ZodType, path = ''): Field[] {
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([name, member]) =>
      fieldsOf(member, path ? `${path}.${name}` : name),
    );
  if (schema instanceof z.ZodArray) return fieldsOf(schema.element as z.ZodType, `${path}.*`);
  if (schema instanceof z.ZodRecord)
    return [
      ...fieldsOf(schema.keyType as z.ZodType, `${path}.key`),
      ...fieldsOf(schema.valueType as z.ZodType, `${path}.*`),
    ];
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return fieldsOf(schema.unwrap() as z.ZodType, path);
  if (schema instanceof z.ZodUnion)
    return (schema.options as z.ZodType[]).flatMap((option) => fieldsOf(option, path));
  if (schema instanceof z.ZodPipe && schema.in instanceof z.ZodObject) return fieldsOf(schema.in, path);
  return [{ path, schema }];
}

const fields = operationCatalog.flatMap(({ id, body }) =>
  body ? fieldsOf(body).map(({ path, schema }) => ({ name: `${id} ${path}`, schema })) : [],
);
const takes = (schema: z.ZodType, text: string): boolean => schema.safeParse(text).success;
const isSecret = (schema: z.ZodType): boolean => schema.meta()?.['format'] === 'password';

describe('Every text that a person writes', () => {
  const written = fields.filter(({ schema }) => takes(schema, 'Some text') && !isSecret(schema));

  it('is found: reasons, names, descriptions, remarks of every service', () => {
    const names = written.map(({ name }) => name);
    expect(names.length).toBeGreaterThan(60);
    for (const name of [
      'createRefund reason',
      'createRefund method',
      'releaseReceipt reason',
      'createInvoice lines.*.description',
      'createProject internalNotes',
      'createUser name',
      'resyncProjectsEventLog reason',
    ])
      expect(names).toContain(name);
  });

  it.each([
    ['a blank of no width', '\u200b'],
    ['a filler of Hangul', '\u3164'],
    ['marks of direction', '\u202a\u2066\u200e'],
    ['a joiner', '\u200d'],
    ['a soft hyphen', '\xad'],
    ['an invisible operator', '\u2064'],
    ['a tag', '\u{e0041}'],
    ['a mark without a letter', '\u034f'],
    ['control characters', 'a\nb\u0007'],
    ['U+0000', 'a\u0000b'],
    ['an escape sequence', '\u001b[31mred'],
  ])('is refused when it is %s', (_, text) => {
    // Every field, also those that take no free text: lists of words, days, numbers.
    const taking = fields.filter(({ schema }) => takes(schema, text) && !isSecret(schema));
    expect(taking.map(({ name }) => name)).toEqual([]);
  });

  it('is secret in few places only: passwords and tokens', () => {
    const secrets = fields.filter(({ schema }) => isSecret(schema)).map(({ name }) => name);
    for (const name of secrets) expect(name).toMatch(/(password|token)$/i);
  });

  it('is as long as its description says, in characters', () => {
    for (const schema of [lineOfText(3), prose(3)]) {
      expect(schema.meta()?.['maxLength']).toBe(3);
      expect(takes(schema, '😀😀😀')).toBe(true);
      expect(schema.safeParse('😀😀😀😀').error?.issues[0]).toMatchObject({ code: 'too_big', maximum: 3 });
      expect(takes(schema, 'abcd')).toBe(false);
    }
    expect(z.toJSONSchema(prose(3).min(1), { io: 'input' })).toMatchObject({ minLength: 1, maxLength: 3 });
  });
});

/** How many bytes a client needs at most for what fits the schema: each character as \ud83d\ude00, one field or item to a line. */
function largestBody(schema: z.core.JSONSchema._JSONSchema, indent = 2): number {
  if (typeof schema === 'boolean') return 100;
  const line = indent + 4;
  if (schema.anyOf) return Math.max(...schema.anyOf.map((option) => largestBody(option, indent)));
  if (schema.enum) return Math.max(...schema.enum.map((value) => JSON.stringify(value).length));
  if (schema.type === 'object')
    return Object.entries(schema.properties ?? {}).reduce(
      (sum, [name, member]) => sum + line + name.length + 2 + largestBody(member, indent + 2),
      line,
    );
  if (schema.type === 'array')
    return (
      line +
      (schema.maxItems ?? 0) * (line + largestBody(schema.items as z.core.JSONSchema._JSONSchema, indent + 2))
    );
  if (schema.type === 'string' && schema.maxLength !== undefined) return 12 * schema.maxLength + 2;
  return 50;
}

describe('A body as long as its operation allows', () => {
  it.each(operationCatalog.flatMap((one) => (one.body ? [[one.id, one] as const] : [])))(
    'of %s fits into one request, also with every character escaped',
    (_, { body, maxBodyBytes = 256 * 1024 }) => {
      const schema = z.toJSONSchema(body!, { io: 'input', unrepresentable: 'any' });
      expect(largestBody(schema)).toBeLessThanOrEqual(maxBodyBytes);
    },
  );
});

describe('A name that passes for another', () => {
  it.each([
    ['a line break by another name', 'Acme\u2028Ltd'],
    ['a letter that turns the order of what follows', 'Acme \u202Edtl'],
    ['an isolate that does the same', 'Acme \u2067dtl\u2069'],
    ['a byte order mark in between', 'Ac\uFEFFme'],
  ])('with %s is refused', (_what, text) => {
    expect(lineOfText(100).safeParse(text).success).toBe(false);
  });

  it.each(['Müller & Söhne', '株式会社', 'نمونه\u200cها', 'שלום בע"מ', '👩\u200d🔧 Service'])(
    'is none of those that people write: %s',
    (text) => {
      expect(lineOfText(100).parse(text)).toBe(text);
    },
  );
});
