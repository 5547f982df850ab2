import type { ErrorKind } from './errors.js';
import type { Operation } from './operation.js';

export interface ErrorDescription {
  kind: ErrorKind;
  title: string;
}

export interface CommonErrorDescription extends ErrorDescription {
  /** Which operations can answer it, besides those that name it. */
  when(operation: Operation): boolean;
}

const takesBody = (operation: Operation) => operation.body !== undefined;
const takesInput = (operation: Operation) =>
  takesBody(operation) || operation.query !== undefined || operation.params !== undefined;

/**
 * Every code that a problem can carry, with its kind (and so its HTTP status) and what it means.
 * Codes are stable: programs decide by them. These come from the plumbing, whatever the operation.
 */
export const commonErrors: Record<string, CommonErrorDescription> = {
  'invalid-request': {
    kind: 'invalid',
    title: 'The request breaks its schema; `errors` names each place',
    when: takesInput,
  },
  unauthenticated: {
    kind: 'unauthenticated',
    title: 'No valid token, session or API key',
    when: (operation) => operation.access !== 'public',
  },
  'permission-missing': {
    kind: 'forbidden',
    title: 'Signed in, but without the permission that `permission` names',
    when: (operation) => typeof operation.access === 'object',
  },
};

/** The codes of the domain. */
export const errorCatalog: Record<string, ErrorDescription> = {};

/** The description of any code. `…-not-found` is the same sentence for every noun, so it stands in no table. */
export function describeError(code: string): ErrorDescription {
  const description = commonErrors[code] ?? errorCatalog[code];
  if (description) return description;
  if (code.endsWith('-not-found')) {
    const noun = code.slice(0, -'-not-found'.length).replaceAll('-', ' ');
    return { kind: 'not-found', title: `There is no such ${noun}, or it is not the caller’s to see` };
  }
  return { kind: 'conflict', title: 'The present state forbids it' };
}
