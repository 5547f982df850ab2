import type { FieldError } from '@closeout/contracts/errors';

/** No body of an operation is nested half as deep, or holds half as many values. */
export const deepestBody = 32;
export const maxValues = 50_000;

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const bracket = 0x5b;
const brace = 0x7b;

/**
 * What is wrong with the shape of a JSON text, told from its bytes before anything is made of it: each look at a body
 * (for texts that cannot be stored, for wrong fields) costs its depth times the number of its values.
 */
export function shapeFault(json: Uint8Array): FieldError | null {
  let depth = 0;
  let values = 1;
  let inText = false;
  for (let i = 0; i < json.length; i += 1) {
    const byte = json[i] as number;
    if (inText) {
      if (byte === backslash) i += 1;
      else if (byte === quote) inText = false;
    } else if (byte === quote) inText = true;
    else if (byte === comma) {
      values += 1;
      if (values > maxValues) return tooManyValues;
    } else if (byte === bracket || byte === brace) {
      depth += 1;
      if (depth > deepestBody) return tooDeep;
    } else if (byte === bracket + 2 || byte === brace + 2) depth -= 1;
  }
  return null;
}

const tooDeep: FieldError = {
  pointer: '',
  code: 'too-deep',
  detail: `may be nested ${deepestBody} levels deep at most`,
};
const tooManyValues: FieldError = {
  pointer: '',
  code: 'too-many-values',
  detail: `may hold ${maxValues} values at most`,
};
