import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { networkOf } from './clientAddress.js';
import { tooMany } from './signInLimits.js';

/**
 * How many calls a minute: of one signed-in caller, and of one network that has not shown who it is. Counted by
 * each replica for itself, in memory, because it stands before every call: with N replicas up to N times as many pass.
 */
export interface CallLimits {
  /** @throws DomainError 429 `too-many-requests` */
  countCaller(actorId: string): Promise<void>;
  countStranger(address: string): Promise<void>;
}

export function createCallLimits(options: { perCaller: number; perStranger: number }): CallLimits {
  const callers = new RateLimiterMemory({ points: options.perCaller, duration: 60 });
  const strangers = new RateLimiterMemory({ points: options.perStranger, duration: 60 });
  const count = async (limiter: RateLimiterMemory, key: string) => {
    try {
      await limiter.consume(key);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      throw tooMany('Too many requests. Wait before you send more.', Math.max(1, Math.ceil(error.msBeforeNext / 1000)));
    }
  };
  return {
    countCaller: (actorId) => count(callers, actorId),
    countStranger: (address) => count(strangers, networkOf(address)),
  };
}
