import { DomainError, statusOfKind, type ErrorCode, type FieldError } from '@closeout/contracts/errors';
import type { Problem } from '@closeout/contracts/http';
import { STATUS_CODES } from 'node:http';
import { isDatabaseAway, isDatabaseBusy, isLogRestored, isUnstorable } from '../db/errors.js';
import { bounded } from './fieldErrors.js';

const typeBase = 'https://closeout.dev/problems/';

export interface ProblemAnswer {
  status: number;
  problem: Problem;
  retryAfter?: number;
  /** Set when the cause has to be looked into: it is logged whole, and nothing of it is told. */
  unexpected?: boolean;
}

/** What the caller is told of an error. Of one that was not foreseen: only that it happened. */
export function problemOf(error: unknown, requestId: string): ProblemAnswer {
  const known = asDomainError(error);
  if (!known) {
    return {
      status: 500,
      unexpected: true,
      problem: document(500, 'internal-error', 'Something went wrong here. It has been recorded.', requestId),
    };
  }
  const status = known.status;
  const problem = document(status, known.error.code, known.error.detail, requestId);
  if (known.error.errors) problem.errors = bounded(known.error.errors);
  return {
    status,
    problem: { ...known.error.extra, ...problem },
    retryAfter: known.error.retryAfter ?? (status === 503 ? 2 : undefined),
    unexpected: known.unexpected,
  };
}

/** Statuses that no kind of DomainError has. */
export class HttpProblem extends DomainError {
  readonly status: number;

  constructor(
    status: number,
    code: ErrorCode,
    detail: string,
    readonly headers: Record<string, string> = {},
  ) {
    super('invalid', code, { detail });
    this.status = status;
  }
}

export function invalidRequest(errors: readonly FieldError[]): DomainError {
  const told = bounded(errors);
  const [first] = told;
  const detail =
    errors.length === 1 && first
      ? `${first.pointer}: ${first.detail}`
      : errors.length > told.length
        ? `More than ${told.length} places of the request are wrong; these are some of them.`
        : `${errors.length} places of the request are wrong.`;
  return new DomainError('invalid', 'invalid-request', { detail, errors: told });
}

function asDomainError(error: unknown): { error: DomainError; status: number; unexpected?: boolean } | null {
  if (error instanceof HttpProblem) return { error, status: error.status };
  if (error instanceof DomainError) return { error, status: statusOfKind[error.kind] };
  if (isDatabaseAway(error))
    return unavailable('database-unavailable', 'The database does not answer at the moment.', error, false);
  if (isLogRestored(error))
    return unavailable(
      'restored',
      'The database was restored; nothing is written until it was resynced.',
      error,
      false,
    );
  if (isDatabaseBusy(error))
    return unavailable('busy', 'Too much is going on at this record at the moment.', error);
  if (isUnstorable(error)) {
    const detail = 'A value is larger than can be stored.';
    return {
      error: new DomainError('invalid', 'invalid-request', { detail, cause: error }),
      status: 400,
      unexpected: true,
    };
  }
  return null;
}

function unavailable(
  code: ErrorCode,
  detail: string,
  cause: unknown,
  /** That the database is away is told once, and not with each request. */
  unexpected = true,
): { error: DomainError; status: number; unexpected: boolean } {
  return {
    error: new DomainError('unavailable', code, { detail, cause, retryAfter: 2 }),
    status: 503,
    unexpected,
  };
}

function document(
  status: number,
  code: ErrorCode | 'internal-error',
  detail: string,
  requestId: string,
): Problem {
  return {
    type: typeBase + code,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail,
    code,
    instance: requestId,
  };
}
