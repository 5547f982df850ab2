import { hash, verify, type Options } from '@node-rs/argon2';
import { DomainError } from '@closeout/contracts/errors';

/** OWASP's recommendation for Argon2id (which the library uses unless told otherwise): 19 MiB, two passes. About 20 ms of one core. */
const argon2id: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** At once, of all sign-ins of this replica; and how many may wait. More would only take time from everybody else. */
const atOnce = 2;
const maxWaiting = 200;

let running = 0;
/** Those who wait, in two lines that take turns: however many strangers come, whoever is known waits behind one of them. */
const lines = { known: [] as (() => void)[], strangers: [] as (() => void)[] };
let lastWasKnown = false;

/**
 * @param known whoever is signed in, or signed in from this device before
 * @throws DomainError 503 `too-many-sign-ins` when too many of their kind wait
 */
export async function oneOfFew<R>(work: () => Promise<R>, known = false): Promise<R> {
  const waiting = known ? lines.known : lines.strangers;
  if (running >= atOnce) {
    if (waiting.length >= maxWaiting) {
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
    const waiter = takeTurn();
    if (waiter) waiter();
    else running -= 1;
  }
}

function takeTurn(): (() => void) | undefined {
  const { known, strangers } = lines;
  lastWasKnown = known.length > 0 && (!lastWasKnown || strangers.length === 0);
  return (lastWasKnown ? known : strangers).shift();
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
