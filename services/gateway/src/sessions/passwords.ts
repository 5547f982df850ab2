import { hash, verify, type Options } from '@node-rs/argon2';
import { DomainError } from '@closeout/contracts';

/** OWASP's recommendation for Argon2id (which the library uses unless told otherwise): 19 MiB, two passes. About 20 ms of one core. */
const argon2id: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** At once, of all sign-ins of this replica; and how many may wait. More would only take time from everybody else. */
const atOnce = 2;
const mostWaiting = 200;

let running = 0;
const waiting: (() => void)[] = [];

/** @throws DomainError 503 `too-many-sign-ins` when the queue is full */
export async function oneOfFew<R>(work: () => Promise<R>): Promise<R> {
  if (running >= atOnce) {
    if (waiting.length >= mostWaiting) {
      throw new DomainError('unavailable', 'too-many-sign-ins', {
        detail: 'Too many sign-ins at this moment.',
        retryAfter: 5,
      });
    }
    await new Promise<void>((resolve) => waiting.push(resolve)); // takes over a place: `running` stays as it is
  } else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/** Takes about 20 ms of a core: never in a transaction, which would hold its connection for as long. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, argon2id);
}

/** Somebody’s hash that nobody’s password gives: an unknown e-mail address costs the same time as a known one. */
const nobody = hash(crypto.randomUUID(), argon2id);

/** `stored` null: there is no such user, or one without a password. */
export async function isPasswordOf(stored: string | null, password: string): Promise<boolean> {
  const matches = await verify(stored ?? (await nobody), password);
  return stored !== null && matches;
}
