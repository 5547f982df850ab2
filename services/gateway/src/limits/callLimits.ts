import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { networkOf } from './clientAddress.js';
import { tooMany } from './signInLimits.js';

/**
 * What somebody does who has not shown who they are: reads or changes something at the API, opens what is not the API (pages and their
 * files, documentation, health, metrics), or is another service. Counted apart: who fills one leaves room in the others.
 */
export type StrangerKind = 'read' | 'change' | 'page' | 'internal';

/**
 * How many calls a minute: of one signed-in caller, and of one network that has not shown who it is. Counted by each replica for
 * itself, in memory, because it stands before every call: with N replicas up to N times as many pass.
 */
export interface CallLimits {
  /** Counts a call without a promise, when that is possible: it nearly always is. */
  countAtOnce(actorId: string): boolean;
  /** @throws DomainError 429 `too-many-requests` */
  countCaller(actorId: string): Promise<void>;
  countStranger(kind: StrangerKind, address: string): Promise<void>;
}

/** Callers who have calls in hand; whoever was not among the last so many takes new ones. */
const mostInHand = 10_000;

export function createCallLimits(options: {
  perCaller: number;
  perStranger: number;
  pages: number;
}): CallLimits {
  const callers = new RateLimiterMemory({ points: options.perCaller, duration: 60 });
  const upTo = (points: number) => new RateLimiterMemory({ points, duration: 60 });
  const strangers: Record<StrangerKind, RateLimiterMemory> = {
    read: upTo(options.perStranger),
    change: upTo(options.perStranger),
    page: upTo(options.pages),
    internal: upTo(options.pages),
  };
  // Calls are taken from the limiter a thousandth of the limit at a time: the limit is that exact, and the
  // limiter's promises are paid for once in so many calls.
  const handful = Math.max(1, Math.floor(options.perCaller / 1000));
  const inHand = new Map<string, number>();

  return {
    countAtOnce(actorId) {
      const left = inHand.get(actorId) ?? 0;
      if (left === 0) return false;
      inHand.set(actorId, left - 1);
      return true;
    },
    async countCaller(actorId) {
      await consume(callers, actorId, handful);
      if (inHand.size >= mostInHand) inHand.clear();
      inHand.set(actorId, (inHand.get(actorId) ?? 0) + handful - 1);
    },
    countStranger: (kind, address) => consume(strangers[kind], networkOf(address), 1),
  };
}

async function consume(limiter: RateLimiterMemory, key: string, points: number): Promise<void> {
  try {
    await limiter.consume(key, points);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    throw tooMany(
      'Too many requests. Wait before you send more.',
      Math.max(1, Math.ceil(error.msBeforeNext / 1000)),
    );
  }
}
