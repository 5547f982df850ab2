import type { FieldError } from '@closeout/contracts';
import type { z } from 'zod';
import { escapePointer } from './unstorableText.js';

export type Place = 'body' | 'query' | 'params';

/** What zod found wrong, as the API tells it: each place by its pointer, unknown fields by their names. */
export function fieldErrors(error: z.ZodError, place: Place, input: unknown): FieldError[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        pointer: pointer(place, [...issue.path, key]),
        code: 'unknown-field',
        detail: `${key.slice(0, 100)} is not a field here`,
      }));
    }
    const missing = issue.code === 'invalid_type' && valueAt(input, issue.path) === undefined;
    return [
      {
        pointer: pointer(place, issue.path),
        code: missing ? 'required' : codeOf(issue),
        detail: missing ? 'is required' : issue.message,
      },
    ];
  });
}

function codeOf(issue: z.core.$ZodIssue): string {
  // A schema's own refinement may name its code: z.refine(…, { params: { code: 'end-before-start' } }).
  if (issue.code === 'custom') {
    const code: unknown = issue.params?.['code'];
    return typeof code === 'string' ? code : 'invalid-value';
  }
  return issue.code.replaceAll('_', '-');
}

function pointer(place: Place, path: readonly PropertyKey[]): string {
  if (place === 'body') return path.map((part) => `/${escapePointer(String(part))}`).join('');
  const name = path.map(String).join('/');
  return place === 'query' ? `?${name}` : `{${name}}`;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[part];
  }
  return value;
}
