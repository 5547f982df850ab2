import type { ErrorCode } from './catalog.js';

/**
 * The one error that domain code throws. It is caught in one place (the service kit's HTTP
 * chassis or consumer), which turns `kind` into an HTTP status and `code` into an RFC 9457 problem.
 */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'stale'
  | 'unprocessable'
  | 'too-large'
  | 'unsupported'
  | 'too-many'
  | 'unavailable';

/** What a code means, whoever answers it. */
export interface ErrorDescription {
  kind: ErrorKind;
  title: string;
}

/** One wrong place in a request: an RFC 6901 pointer into the body, or `?name` for a query parameter. */
export interface FieldError {
  pointer: string;
  code: string;
  detail: string;
}

/** Further members of a problem document; those that RFC 9457 and `Problem` give a meaning of their own are taken. */
export type ProblemExtra = Record<string, unknown> &
  Partial<Record<'type' | 'title' | 'status' | 'detail' | 'instance' | 'code' | 'errors', never>>;

export interface DomainErrorOptions {
  /** A sentence for the person who reads it: what is wrong and what would be right. */
  detail: string;
  errors?: FieldError[];
  /** Further members of the problem document, e.g. `{ allowed: ['hold', 'cancel'] }`. */
  extra?: ProblemExtra;
  /** Seconds after which a repeated request may succeed (429, 503). */
  retryAfter?: number;
  cause?: unknown;
}

export class DomainError extends Error {
  readonly kind: ErrorKind;
  readonly code: ErrorCode;
  readonly detail: string;
  readonly errors?: FieldError[];
  readonly extra?: ProblemExtra;
  readonly retryAfter?: number;

  constructor(kind: ErrorKind, code: ErrorCode, options: DomainErrorOptions) {
    super(`${code}: ${options.detail}`, { cause: options.cause });
    this.name = 'DomainError';
    this.kind = kind;
    this.code = code;
    this.detail = options.detail;
    this.errors = options.errors;
    this.extra = options.extra;
    this.retryAfter = options.retryAfter;
  }
}

/** Input that cannot be right, with the place of each mistake (400). */
export function invalid(code: ErrorCode, detail: string, errors?: FieldError[]): DomainError {
  return new DomainError('invalid', code, { detail, errors });
}

/** What is not there, or not the caller's to see (404); both look the same from outside. */
export function notFound(noun: string, id: string): DomainError {
  return new DomainError('not-found', `${noun}-not-found`, {
    detail: `There is no ${noun.replaceAll('-', ' ')} ${id}, or it is not yours to see.`,
  });
}

/** What the present state forbids (409). `extra` says what is possible now. */
export function conflict(code: ErrorCode, detail: string, extra?: ProblemExtra): DomainError {
  return new DomainError('conflict', code, { detail, extra });
}

/** The HTTP status of each kind (docs: design of the public API, "Conventions"). */
export const statusOfKind: Record<ErrorKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  stale: 412,
  unprocessable: 422,
  'too-large': 413,
  unsupported: 415,
  'too-many': 429,
  unavailable: 503,
};
