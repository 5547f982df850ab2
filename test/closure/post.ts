import type { StoredEvent } from '@closeout/contracts/events';
import { sellerClock, systemClock, type Tx } from '@closeout/service-kit/db';
import { RetryLater, type Subscriptions } from '@closeout/service-kit/messaging';
import { subscriptions as billingListens } from '../../services/billing/src/subscriptions.js';
import { billing as projectsListens } from '../../services/projects/src/subscriptions.js';
import type { Part, Services } from './services.js';

/**
 * The post between projects and billing, in the hands of the test: what one said waits here until it is delivered to the other,
 * in any order, any number of times. Worse than the broker and the inbox, which never apply a message twice.
 */
export interface Post {
  /** How many letters wait. */
  waiting(): Promise<number>;
  /**
   * Delivers one of the letters that wait.
   * @param which any number: it is taken modulo how many there are
   * @param how `keep` leaves it there, to come once more; `crash` ends the consumer before its commit, so that it comes again
   */
  deliver(which: number, how?: 'once' | 'keep' | 'crash'): Promise<void>;
  /** Delivers everything, and what is said in answer, until nothing is left. */
  drain(): Promise<void>;
}

interface Letter {
  event: StoredEvent;
  to: 'projects' | 'billing';
}

class Crash extends Error {}

export function openPost({ projects, billing }: Services): Post {
  const clock = sellerClock(systemClock, 'UTC');
  const parts: Record<Letter['to'], Part> = { projects, billing };
  const listens: Record<Letter['to'], Subscriptions> = {
    projects: projectsListens(clock),
    billing: billingListens(clock, 'main'),
  };
  const read: Record<Letter['to'], bigint> = { projects: 0n, billing: 0n };
  const letters: Letter[] = [];

  async function collect(from: Letter['to'], to: Letter['to']): Promise<void> {
    const rows = await parts[from].database.query<Record<string, any> & { id: bigint }>(
      `SELECT id, event_id, type, subject, aggregate_version, time, data FROM kit.event_log WHERE id > $1 ORDER BY id`,
      [read[from]],
    );
    for (const row of rows) {
      read[from] = row.id;
      if (!(row['type'] in listens[to])) continue;
      const event: StoredEvent = {
        ...{ id: row['event_id'], type: row['type'], source: from, subject: row['subject'] },
        ...{
          aggregateVersion: row['aggregate_version'],
          time: row['time'].toISOString(),
          position: Number(row.id),
        },
        ...{ data: row['data'], correlationId: null, causationId: null, traceparent: null },
      };
      letters.push({ event, to });
    }
  }
  const collectAll = async () => {
    await collect('projects', 'billing');
    await collect('billing', 'projects');
  };

  async function apply({ event, to }: Letter, after: (tx: Tx) => void = () => undefined): Promise<void> {
    const [service] = parts[to].services;
    await service?.kit.db.transaction(async (tx) => {
      await listens[to][event.type]?.(tx, event);
      after(tx);
    });
  }

  /** Whether it could be applied; what refers to something that has not arrived has to wait. */
  async function tryToApply(letter: Letter): Promise<boolean> {
    try {
      await apply(letter);
      return true;
    } catch (error) {
      const foreignKey = (error as { code?: string }).code === '23503';
      if (error instanceof RetryLater || foreignKey) return false;
      throw error;
    }
  }

  return {
    async waiting() {
      await collectAll();
      return letters.length;
    },
    async deliver(which, how = 'once') {
      await collectAll();
      const letter = letters[which % Math.max(1, letters.length)];
      if (!letter) return;
      if (how === 'crash') {
        const crash = () => {
          throw new Crash();
        };
        await apply(letter, crash).catch((error: unknown) => {
          if (
            !(error instanceof Crash) &&
            !(error instanceof RetryLater) &&
            (error as { code?: string }).code !== '23503'
          )
            throw error;
        });
        return;
      }
      if ((await tryToApply(letter)) && how === 'once') letters.splice(letters.indexOf(letter), 1);
    },
    async drain() {
      await collectAll();
      for (let idle = 0; letters.length > 0; await collectAll()) {
        const letter = letters.shift() as Letter;
        if (await tryToApply(letter)) idle = 0;
        else letters.push(letter);
        idle += 1;
        if (idle > letters.length + 2)
          throw new Error(`these can never be applied: ${letters.map(({ event }) => event.type).join(', ')}`);
      }
    },
  };
}
