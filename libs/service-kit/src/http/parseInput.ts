import type { FieldError } from '@closeout/contracts/errors';
import type { Operation } from '@closeout/contracts/http';
import type { Request } from 'express';
import type { z } from 'zod';
import { fieldErrors, type Place } from './fieldErrors.js';
import { invalidRequest } from './problem.js';
import { escapePointer, isUnstorableText, refusal } from './unstorableText.js';

export interface ParsedInput {
  params: unknown;
  query: unknown;
  body: unknown;
}

/**
 * Parses everything a request says by the operation's schemas.
 * @throws DomainError 400 `invalid-request` that names every wrong place at once
 */
export function parseInput(operation: Operation, req: Request, body: unknown): ParsedInput {
  const errors: FieldError[] = [];
  const search = req.url.includes('?') ? req.query : {};
  checkTexts(req.params, (name) => `{${name}}`, errors);
  checkTexts(search, (name) => `?${name}`, errors);
  const params = operation.params ? check(operation.params, 'params', req.params, errors) : {};
  let query: unknown;
  if (operation.query) query = check(operation.query, 'query', search, errors);
  else refuseAll('query', search, errors);
  let parsed: unknown;
  // A POST without a body says the same as one with {}.
  if (operation.body) parsed = check(operation.body, 'body', body === undefined ? {} : body, errors);
  else refuseAll('body', body, errors);
  if (errors.length > 0) throw invalidRequest(errors);
  return { params, query, body: parsed };
}

function check(schema: z.ZodType, place: Place, input: unknown, errors: FieldError[]): unknown {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  errors.push(...fieldErrors(result.error, place, input));
  return undefined;
}

function checkTexts(values: object, pointer: (name: string) => string, errors: FieldError[]): void {
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'string' && isUnstorableText(value)) errors.push(refusal(pointer(name)));
  }
}

/** Where the operation takes nothing, whatever is sent is a mistake of the caller and is told. */
function refuseAll(place: 'query' | 'body', input: unknown, errors: FieldError[]): void {
  if (input === undefined) return;
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    errors.push({ pointer: '', code: 'unknown-field', detail: 'no body is expected here' });
    return;
  }
  for (const name of Object.keys(input).slice(0, 100)) {
    const pointer = place === 'query' ? `?${name}` : `/${escapePointer(name)}`;
    errors.push({ pointer, code: 'unknown-field', detail: `${name.slice(0, 100)} is not a field here` });
  }
}
