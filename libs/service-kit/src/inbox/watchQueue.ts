import type { Channel } from 'amqplib';
import { answeredWithin, Unanswered } from '../broker/answeredWithin.js';
import { aborted, backoff, pause } from '../waiting/backoff.js';
import { answerMs, internalError, mendQueue } from '../broker/mendQueue.js';
import type { MessagingMetrics } from '../broker/metrics.js';
import type { BrokerConnection } from '../broker/openConnection.js';
import type { Logger } from '../observability/logger.js';
import { isNeighbourAway } from './failurePolicy.js';
import type { Lease } from '../db/lease.js';

/** Sees to it that a queue serves its consumer. While it does not, its events come from the producers' logs. */
export interface QueueWatch {
  readonly queue: string;
  readonly well: boolean;
  /** Waits until the queue may be consumed. False when the signal aborted before that. */
  whenWell(signal: AbortSignal): Promise<boolean>;
  /** Whether the broker answers what a queue is asked with a fault of its own, which ends the connection. */
  faulty(): boolean;
  /** Something about the queue is not as it should be: it is examined, and made anew if it is dead. */
  suspect(reason: string): void;
  /** Resolves when nothing is under way any more, after the signal that it was made with. */
  ended(): Promise<void>;
}

/** Watches a queue over the connection that it is consumed on. `declare` declares it with all that belongs to it. */
export type WatchQueue = (queue: string, declare: (channel: Channel) => Promise<unknown>) => QueueWatch;

const checkEveryMs = 2000;
/** Longer than mending takes, so that no two replicas delete one queue: the later one would delete what the other made. */
const leaseSeconds = 30;
const waitForOthersMs = 500;

export function createQueueWatch(options: {
  queue: string;
  connection: BrokerConnection;
  declare(channel: Channel): Promise<unknown>;
  lease: Lease;
  metrics: MessagingMetrics;
  log: Logger;
  signal: AbortSignal;
}): QueueWatch {
  const { queue, connection, lease, metrics, log, signal } = options;
  let mended: AbortController | null = null;
  let running: Promise<void> = Promise.resolve();
  metrics.queueUnwell.set({ queue }, 0);

  async function mend(reason: string): Promise<void> {
    const since = Date.now();
    let dead = false;
    const onDead = () => {
      if (!dead) log.warn({ queue, reason }, 'the queue is dead and is made anew; its events are fetched');
      dead = true;
      connection.renew(); // whatever hangs on the queue would end it anyway
    };
    let failures = 0;
    while (!signal.aborted) {
      try {
        if ((await connection.whenConnected(signal)) === null) break;
        if (await lease.take(leaseSeconds)) {
          const { declare } = options;
          const found = await mendQueue({ queue, connection, declare, onDead, signal }).finally(
            lease.giveBack,
          );
          if (found === 'remade') metrics.queuesRemade.inc({ queue });
          break;
        }
        await pause(waitForOthersMs, signal);
      } catch (error) {
        if (!isNeighbourAway(error)) log.debug({ err: error, queue }, 'cannot mend the queue yet');
        await pause(backoff(failures++, { firstMs: 200, maxMs: 2000 }), signal);
      }
    }
    if (dead && !signal.aborted) {
      const seconds = Math.round((Date.now() - since) / 1000);
      log.info({ queue, seconds }, 'the queue is well again');
    }
  }

  return {
    queue,
    get well() {
      return mended === null;
    },
    async whenWell(waiting) {
      if (mended) await aborted(mended.signal, waiting);
      return !waiting.aborted;
    },
    faulty: () => connection.fault === internalError,
    suspect(reason) {
      if (mended || signal.aborted) return;
      const now = (mended = new AbortController());
      metrics.queueUnwell.set({ queue }, 1);
      running = mend(reason).finally(() => {
        mended = null;
        metrics.queueUnwell.set({ queue }, 0);
        now.abort();
      });
    },
    ended: () => running,
  };
}

/** Awaits what a queue is asked. One that does not answer, or cannot, is suspected, and gives null. */
export async function askQueue<T>(
  watch: QueueWatch,
  what: string,
  answer: Promise<T>,
  ms = answerMs,
): Promise<T | null> {
  try {
    return await answeredWithin(ms, what, answer);
  } catch (error) {
    if (!(error instanceof Unanswered || watch.faulty())) throw error;
    watch.suspect(
      error instanceof Unanswered ? error.message : `${what} was answered with an internal error`,
    );
    return null;
  }
}

/**
 * Asks now and then, while nothing arrives, whether the queue still knows its consumer: a queue that lost its leader
 * forgets to say so. Resolves when the queue is suspected, or when it is over.
 */
export async function attendQueue(
  channel: Channel,
  watch: QueueWatch,
  arrivals: () => number,
  over: AbortSignal,
): Promise<void> {
  let seen = arrivals();
  let without = 0;
  for (;;) {
    await pause(checkEveryMs, over);
    if (over.aborted) return;
    if (arrivals() !== seen) {
      seen = arrivals();
      without = 0;
      continue;
    }
    const checking = channel.checkQueue(watch.queue).catch((error: unknown) => {
      if (over.aborted) return null; // with its channel
      throw error;
    });
    const state = await askQueue(watch, 'a check', checking);
    if (state === null || over.aborted) return;
    // Once may be chance: another replica has just made it anew, and this one is about to be told.
    without = state.consumerCount > 0 ? 0 : without + 1;
    if (without === 2) return watch.suspect('it has no consumer');
  }
}
