import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { networkOf } from './clientAddress.js';
import { tooMany } from './signInLimits.js';

/**
 * What somebody does who has not shown who they are: reads or changes something at the API, opens what is not the API (pages and their
 * files, documentation, health, metrics), or is another service. Counted apart: who fills one leaves room in the others.
 */
export type StrangerKind = 'read' | 'change' | 'page' | 'internal';

/** Somebody without a valid credential. */
export interface Stranger {
  address: string;
  /** The name of a device that signed in here before. */
  device: string | null;
}

/**
 * How many calls a minute: of one signed-in caller, and of one network that has not shown who it is. Counted by each replica for
 * itself, in memory, because it stands before every call: with N replicas up to N times as many pass.
 */
export interface CallLimits {
  /** Counts a call without a promise, when that is possible: it nearly always is. */
  countAtOnce(actorId: string): boolean;
  /** @throws DomainError 429 `too-many-requests` */
  countCaller(actorId: string): Promise<void>;
  /**
   * A device that signed in before has calls of its own, which strangers in its network cannot use up; beyond them it is one of these.
   * @returns for whom it was counted @throws DomainError 429 `too-many-requests`
   */
  countStranger(kind: StrangerKind, stranger: Stranger): Promise<string>;
}

/** Of what strangers have, what a device has for itself: enough for a person, and little for a program that signs in again and again. */
const shareOfDevice = 0.1;

/** Callers who have calls in hand; whoever was not among the last so many takes new ones. */
const maxInHand = 10_000;

export function createCallLimits(options: {
  perCaller: number;
  perStranger: number;
  pages: number;
}): CallLimits {
  const callers = new RateLimiterMemory({ points: options.perCaller, duration: 60 });
  const upTo = (points: number) => new RateLimiterMemory({ points, duration: 60 });
  const most: Record<StrangerKind, number> = {
    read: options.perStranger,
    change: options.perStranger,
    page: options.pages,
    internal: options.pages,
  };
  const ofEach = (share: number) =>
    Object.fromEntries(
      Object.entries(most).map(([kind, points]) => [kind, upTo(Math.max(1, Math.floor(points * share)))]),
    ) as Record<StrangerKind, RateLimiterMemory>;
  const strangers = ofEach(1);
  const devices = ofEach(shareOfDevice);
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
      if (inHand.size >= maxInHand) inHand.clear();
      inHand.set(actorId, (inHand.get(actorId) ?? 0) + handful - 1);
    },
    async countStranger(kind, { address, device }) {
      if (device !== null && (await isLeft(devices[kind], device))) return `${kind} device ${device}`;
      const network = networkOf(address);
      await consume(strangers[kind], network, 1);
      return `${kind} ${network}`;
    },
  };
}

async function isLeft(limiter: RateLimiterMemory, key: string): Promise<boolean> {
  try {
    await limiter.consume(key);
    return true;
  } catch (error) {
    if (error instanceof RateLimiterRes) return false;
    throw error;
  }
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
