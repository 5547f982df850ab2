import { conflict } from '@closeout/contracts/errors';
import { z } from 'zod';
import type { Database } from '../db/openDatabase.js';
import { pendingWrites } from '../db/pending.js';
import type { Peer } from '../peers/createPeer.js';
import type { LogGuard } from './logGuard.js';
import { eventAt, readHead } from './logStore.js';
import {
  beginEpoch,
  highestNumbers,
  numbersIn,
  type LostEvent,
  type ResyncParts,
  type SeenNumber,
} from './resync.js';
import type { Seen } from './seen.js';
import type { AskWitness } from './witness.js';

export interface LogParts {
  db: Database;
  guard: LogGuard;
  witnesses: readonly string[];
  ask: AskWitness;
  peer(name: string): Pick<Peer, 'get'>;
  parts: ResyncParts;
}

export interface ResyncWish {
  reason: string;
  /** Also where nothing was found, or where somebody does not answer. */
  force: boolean;
  /** The highest position that is known outside. */
  position: number;
  /** Numbers that are known outside, such as on paper. */
  numbers: readonly SeenNumber[];
}

export const SeenNumbers = z.object({
  numbers: z.array(z.object({ series: z.string(), year: z.int(), last: z.int() })),
});

const FeedCopy = z.object({
  items: z.array(
    z.object({
      position: z.int(),
      eventId: z.uuid(),
      type: z.string(),
      subject: z.string(),
      aggregateVersion: z.int(),
      time: z.string(),
      data: z.unknown(),
    }),
  ),
});

const keeper = 'notifications';
const pageSize = 500;

/**
 * Lets the log of a restored database go on: above everything that anybody has seen, with numbers above those that anybody
 * knows, and with its present state said again where others know a later one.
 * @throws DomainError `log-in-order`, `peers-away` (conflict)
 */
export async function resyncLog(log: LogParts, wish: ResyncWish): Promise<void> {
  const { db, guard, parts } = log;
  await guard.check();
  if (guard.phase === 'serving' && !wish.force)
    throw conflict(
      'log-in-order',
      'Nobody has seen more of this log than there is: there is nothing to resync.',
    );
  await parts.prepare?.();
  const found = await gather(log);
  if (found.away.length > 0 && !wish.force) {
    throw conflict(
      'peers-away',
      `${found.away.join(', ')} cannot be asked what they have seen. Start them first, or resync with \`force\`.`,
      { peers: found.away },
    );
  }
  const numbers = highestNumbers([...found.numbers, ...numbersIn(found.lost), ...wish.numbers]);
  await db.transaction(async (tx) => {
    pendingWrites(tx).resyncs = true;
    const first = await beginEpoch(tx, {
      ...found,
      numbers,
      reason: wish.reason,
      position: wish.position,
      parts,
    });
    tx.audit({
      action: 'resyncEventLog',
      record: 'event-log',
      id: db.service,
      detail: { reason: wish.reason, first, lost: found.lost.length, numbers },
    });
  });
  await guard.check();
}

/** What others know that may not be here. */
export async function gather(log: LogParts) {
  const { db, witnesses } = log;
  const away = new Set<string>();
  const asked = async <R>(name: string, question: () => Promise<R>, none: R): Promise<R> => {
    try {
      return await question();
    } catch {
      away.add(name); // told to the operator, who decides
      return none;
    }
  };
  const seen: Seen[] = [];
  const numbers: SeenNumber[] = [];
  for (const name of witnesses) {
    seen.push(...(await asked(name, () => log.ask(name, db.service, null), [])));
    const known = await asked(
      name,
      () => log.peer(name).get(`/internal/numbers?source=${db.service}`, SeenNumbers),
      null,
    );
    numbers.push(...(known?.numbers ?? []));
  }
  // Of a log in order nothing is lost, and it grows while we look.
  const inOrder = { fork: Number.MAX_SAFE_INTEGER, lost: [] };
  const { fork, lost } =
    log.guard.phase === 'serving' ? inOrder : await asked(keeper, () => lostOf(log), inOrder);
  return { away: [...away].sort(), seen, numbers, fork, lost };
}

/**
 * Where this log parts from what the public feed has of it, and what comes after that in the feed. Up to there both are
 * equal and after it nothing is, so the place is found by halving.
 */
async function lostOf({ db, peer }: LogParts): Promise<{ fork: number; lost: LostEvent[] }> {
  const head = await readHead(db);
  if (db.service === keeper) return { fork: head, lost: [] };
  const read = async (after: number, limit: number) =>
    (await peer(keeper).get(`/internal/feed?source=${db.service}&after=${after}&limit=${limit}`, FeedCopy))
      ?.items ?? [];
  /** Whether the feed's next event at or after this position is ours; null where the feed ends before it. */
  async function isCommon(position: number): Promise<boolean | null> {
    const [item] = await read(position - 1, 1);
    return item ? (await eventAt(db, item.position)) === item.eventId : null;
  }
  let [low, high] = [0, head];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((await isCommon(middle)) === false) high = middle - 1;
    else low = middle;
  }
  const lost: LostEvent[] = [];
  for (
    let page = await read(low, pageSize);
    page.length > 0;
    page = await read(lost.at(-1)?.position ?? low, pageSize)
  )
    lost.push(...page);
  return { fork: low, lost };
}
