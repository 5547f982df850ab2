interface MaybePostgresError {
  code?: unknown;
  constraint?: unknown;
  message?: unknown;
  cause?: unknown;
  errors?: unknown;
  meta?: { code?: unknown; message?: unknown; driverAdapterError?: unknown };
  originalCode?: unknown;
  originalMessage?: unknown;
}

/** The SQLSTATE of an error from pg or from Prisma (which wraps pg's), or the system's error code, or ''. */
export function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const { code, meta, cause, originalCode, errors } = error as MaybePostgresError;
  if (typeof originalCode === 'string') return originalCode;
  const wrapped = meta?.driverAdapterError ?? (isPrismaCode(code) || code === undefined ? cause : undefined);
  if (wrapped !== undefined) {
    const inner = errorCode(wrapped);
    if (inner !== '') return inner;
  }
  // Connecting to a name with several addresses fails with one error for each of them.
  if (Array.isArray(errors) && code === undefined) return errorCode(errors[0]);
  return typeof code === 'string' ? code : '';
}

function isPrismaCode(code: unknown): boolean {
  return typeof code === 'string' && /^P\d{4}$/.test(code);
}

/** Hides SQLSTATE details: true when the error is the violation of that constraint or unique index. */
export function violates(error: unknown, constraint: string): boolean {
  if (typeof error !== 'object' || error === null || !errorCode(error).startsWith('23')) return false;
  return namesConstraint(error, constraint);
}

function namesConstraint(error: object, constraint: string): boolean {
  const { constraint: named, message, originalMessage, meta, cause } = error as MaybePostgresError;
  if (named === constraint) return true;
  // Prisma passes the name on in the message only; PostgreSQL quotes it there in every language.
  const quoted = `"${constraint}"`;
  if ([originalMessage, message].some((text) => typeof text === 'string' && text.includes(quoted)))
    return true;
  return [meta?.driverAdapterError, cause].some(
    (inner) => typeof inner === 'object' && inner !== null && namesConstraint(inner, constraint),
  );
}

/** Serialization failure or deadlock: certainly rolled back, and likely to succeed when run once more. */
export function isRetryable(error: unknown): boolean {
  const code = errorCode(error);
  return code === '40001' || code === '40P01' || code === 'P2034' || isStalePlan(error);
}

/** A prepared statement whose tables were changed under it by a migration; the connection must go. */
export function isStalePlan(error: unknown): boolean {
  return errorCode(error) === '0A000' && /cached plan must not change result type/.test(String(error));
}

const awayCodes = new Set([
  ...[
    'ECONNREFUSED',
    'ECONNRESET',
    'EPIPE',
    'ETIMEDOUT',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ENOTFOUND',
    'EAI_AGAIN',
  ],
  // admin or crash shutdown, starting up, database being dropped, too many connections
  ...['57P01', '57P02', '57P03', '57P04', '53300', '55006'],
  // not there: it is being replaced by its backup
  '3D000',
  // read only: the server we reach is a standby during a fail-over
  '25006',
  // Prisma: cannot reach, timed out, closed, no free connection, no transaction could be begun
  ...['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028'],
]);

const awayMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Query read timeout|Cannot use a pool after calling end|timeout expired)/;

/** The database cannot be reached or is not serving: nothing is wrong with the request, it may be sent again. */
export function isDatabaseAway(error: unknown): boolean {
  const code = errorCode(error);
  if (awayCodes.has(code) || code.startsWith('08')) return true;
  return code === '' && error instanceof Error && awayMessages.test(error.message);
}

/** Refused by the event log of a restored database: see `eventLog`. */
export function isLogRestored(error: unknown): boolean {
  return errorCode(error) === 'CL503' || (error as { code?: unknown } | null)?.code === 'restored';
}

/** Someone else holds what is needed for longer than we wait (lock or statement timeout). */
export function isDatabaseBusy(error: unknown): boolean {
  const code = errorCode(error);
  return code === '55P03' || code === '57014' || isRetryable(error);
}

/** A value that passed every schema but that PostgreSQL cannot hold: out of range, too long, not storable text. */
export function isUnstorable(error: unknown): boolean {
  return ['22001', '22003', '22008', '22021', '22P05'].includes(errorCode(error));
}
