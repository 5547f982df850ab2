import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { validateSchemaCompatibility } from 'json-schema-diff-validator';
import { eventCatalog } from '../events/catalog.js';
import { releasedSchema } from './release.js';
import { breakingChanges, withoutAnnotations } from './schemaChanges.js';

const directory = join(import.meta.dirname, '../..', 'released');
const files = existsSync(directory) ? readdirSync(directory) : [];
const read = (name: string) =>
  JSON.parse(readFileSync(join(directory, name), 'utf8')) as Record<string, unknown>;
const released = files
  .filter((name) => name.endsWith('.schema.json'))
  .map((name) => name.slice(0, -'.schema.json'.length));

describe('released events', () => {
  it('are all that the product has: freeze a new one with `npm run release -w libs/contracts`', () => {
    expect([...eventCatalog.keys()].filter((type) => !released.includes(type))).toEqual([]);
  });

  it.each(released)('%s still exists', (type) => {
    expect(eventCatalog.get(type)?.type).toBe(type);
  });

  it.each(released)('%s gained nothing but optional members', (type) => {
    const definition = eventCatalog.get(type);
    if (!definition) throw new Error(`${type} was released and is gone`);
    const [before, now] = [read(`${type}.schema.json`), releasedSchema(definition)];
    expect(breakingChanges(before, now)).toEqual([]);
    const bare = (schema: unknown) => withoutAnnotations(schema) as Record<string, unknown>;
    expect(() => validateSchemaCompatibility(bare(before), bare(now))).not.toThrow();
  });

  it.each(released)('%s: its golden example still parses', (type) => {
    const example = read(`${type}.example.json`);
    expect(eventCatalog.get(type)?.schema.parse(example)).toEqual(example);
  });
});
