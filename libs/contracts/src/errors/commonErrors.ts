import type { ErrorDescription } from './domainError.js';

/** As much of an operation as decides what it can be refused with. */
interface Refusable {
  access: unknown;
  method: string;
  peopleOnly?: true;
  query?: unknown;
  errors: readonly string[];
}

export interface CommonErrorDescription extends ErrorDescription {
  /** Which operations can answer it, besides those that name it. */
  when(operation: Refusable): boolean;
}

const always = () => true;
const needsSignIn = ({ access }: Refusable) => access !== 'public';
const changes = ({ method }: Refusable) => method !== 'get';
const isPatch = ({ method }: Refusable) => method === 'patch';
const isPost = ({ method }: Refusable) => method === 'post';
const asksForPages = ({ query }: Refusable) =>
  'cursor' in ((query as { shape?: object } | undefined)?.shape ?? {});

/** What comes from the plumbing, whatever the operation. Codes are stable: programs decide by them. */
export const commonErrors = {
  'invalid-request': {
    kind: 'invalid',
    title: 'The request breaks its schema; `errors` names each place',
    // Also where nothing is taken: what is sent all the same, and headers that make no sense.
    when: always,
  },
  'invalid-json': { kind: 'invalid', title: 'The body is not JSON', when: changes },
  'bad-cursor': { kind: 'invalid', title: 'The cursor was not made by this list', when: asksForPages },
  unauthenticated: { kind: 'unauthenticated', title: 'No token, session or API key', when: needsSignIn },
  'token-invalid': {
    kind: 'unauthenticated',
    title: 'The token or API key is not valid, or no longer',
    when: needsSignIn,
  },
  'token-expired': { kind: 'unauthenticated', title: 'The token has expired: refresh it', when: needsSignIn },
  'external-email-taken': {
    kind: 'forbidden',
    title: 'The outside provider’s user has the address of another user',
    when: needsSignIn,
  },
  'cross-site-request': {
    kind: 'forbidden',
    title: 'A change with the session cookie that another site asked for',
    when: (operation) => needsSignIn(operation) && changes(operation),
  },
  'request-header-missing': {
    kind: 'forbidden',
    title: 'A change with the session cookie needs `X-Requested-With: closeout`',
    when: (operation) => needsSignIn(operation) && changes(operation),
  },
  'permission-missing': {
    kind: 'forbidden',
    title: 'Signed in, but without the permission that `permission` names',
    when: ({ access }) => typeof access === 'object',
  },
  'not-a-user': {
    kind: 'forbidden',
    title: 'For people only, not for API keys',
    when: ({ peopleOnly }) => peopleOnly === true,
  },
  'stale-version': {
    kind: 'stale',
    title: '`If-Match` names a version that is no longer the present one, `currentVersion`',
    when: isPatch,
  },
  'body-too-large': { kind: 'too-large', title: 'The body is larger than is taken', when: changes },
  'unsupported-media-type': {
    kind: 'unsupported',
    title: 'The body must be application/json',
    when: changes,
  },
  'idempotency-key-reused': {
    kind: 'unprocessable',
    title: 'The same `Idempotency-Key` came with another request',
    when: isPost,
  },
  'too-many-requests': {
    kind: 'too-many',
    title: 'Too many requests; `Retry-After` says when to come back',
    when: always,
  },
  'service-unavailable': {
    kind: 'unavailable',
    title: 'A service that is needed is away; try again',
    when: always,
  },
  'service-starting': { kind: 'unavailable', title: 'The service is starting; try again', when: always },
  restored: {
    kind: 'unavailable',
    title: 'The database was restored from a backup: nothing is written until an operator has resynced it',
    when: changes,
  },
  'database-unavailable': { kind: 'unavailable', title: 'The database is away; try again', when: always },
  busy: {
    kind: 'unavailable',
    title:
      'Too much at once: changes of the same record, documents to print, exports; `Retry-After` says when to come back',
    when: always,
  },
} satisfies Record<string, CommonErrorDescription>;

/** Every code that an operation may be refused with: its own, and those of the plumbing. */
export function refusalsOf(operation: Refusable): ReadonlySet<string> {
  const common = Object.entries(commonErrors).filter(([, { when }]) => when(operation));
  return new Set([...operation.errors, ...common.map(([code]) => code)]);
}
