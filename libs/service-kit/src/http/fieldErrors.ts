import type { FieldError } from '@closeout/contracts/errors';
import type { z } from 'zod';
import { escapePointer } from './unstorableText.js';

export type Place = 'body' | 'query' | 'params';

/** So many wrong places are named, and so much is said of each: an answer stays small, whatever was sent. */
const maxErrors = 50;
const longestText = 300;

export function bounded(errors: readonly FieldError[]): FieldError[] {
  return errors
    .slice(0, maxErrors)
    .map(({ pointer, code, detail }) => ({ pointer: shortened(pointer), code, detail: shortened(detail) }));
}

/** Never ends with half of a surrogate pair, which would be no text. */
function shortened(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText).replace(/[\ud800-\udbff]$/, '')}…` : text;
}

/** What zod found wrong, as the API tells it: each place by its pointer, unknown fields by their names. No more than anybody is told. */
export function fieldErrors(error: z.ZodError, place: Place, input: unknown): FieldError[] {
  const errors: FieldError[] = [];
  for (const issue of error.issues) {
    if (errors.length > maxErrors) break;
    if (issue.code === 'unrecognized_keys')
      for (const key of issue.keys.slice(0, maxErrors + 1)) errors.push(unknownField(place, issue.path, key));
    else errors.push(wrongField(issue, place, input));
  }
  return errors;
}

function unknownField(place: Place, path: readonly PropertyKey[], key: string): FieldError {
  return {
    pointer: pointer(place, [...path, key]),
    code: 'unknown-field',
    detail: `${key.slice(0, 100)} is not a field here`,
  };
}

function wrongField(issue: z.core.$ZodIssue, place: Place, input: unknown): FieldError {
  const missing = issue.code === 'invalid_type' && valueAt(input, issue.path) === undefined;
  return {
    pointer: pointer(place, issue.path),
    code: missing ? 'required' : codeOf(issue),
    detail: missing ? 'is required' : issue.message,
  };
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
