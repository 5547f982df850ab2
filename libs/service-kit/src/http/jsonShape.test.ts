import { describe, expect, it } from '@jest/globals';
import { deepestBody, maxValues, shapeFault } from './jsonShape.js';

const faultOf = (text: string) => shapeFault(Buffer.from(text))?.code ?? null;
const nested = (depth: number, inside = '1') =>
  `${'[{"a":'.repeat(depth / 2)}${inside}${'}]'.repeat(depth / 2)}`;

describe('A JSON text', () => {
  it('may be nested as deep as the limit, and no deeper', () => {
    expect(faultOf(nested(deepestBody))).toBeNull();
    expect(faultOf(nested(deepestBody, '[]'))).toBe('too-deep');
    expect(faultOf('['.repeat(250_000))).toBe('too-deep');
  });

  it('may hold as many values as the limit, and no more', () => {
    expect(faultOf(JSON.stringify(Array(maxValues).fill(0)))).toBeNull();
    expect(faultOf(JSON.stringify(Array(maxValues + 1).fill(0)))).toBe('too-many-values');
  });

  it('may hold any number of brackets side by side, and in texts', () => {
    expect(faultOf(`[${Array(1000).fill('{"a":[]}').join(',')}]`)).toBeNull();
    expect(faultOf(JSON.stringify({ text: '[{,'.repeat(100_000), 'name"[{': '"\\' }))).toBeNull();
  });
});
