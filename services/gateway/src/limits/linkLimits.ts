import type pg from 'pg';
import { RateLimiterRes } from 'rate-limiter-flexible';
import { networkOf } from './clientAddress.js';
import { databaseCounters } from './databaseCounters.js';
import { tooMany } from './signInLimits.js';

/** How often strangers may have links sent. Counted whether anybody has the address or not. */
export interface LinkLimits {
  /** @param email by its `emailKey` @throws DomainError 429 `too-many-requests` */
  take(email: string, address: string): Promise<void>;
}

const windowSeconds = 3600;
const ofOneAddress = 5;
const ofOneNetwork = 30;

export function createLinkLimits(pool: pg.Pool): LinkLimits {
  const counter = databaseCounters(pool);
  const network = counter({ name: 'link-net', points: ofOneNetwork, seconds: windowSeconds });
  const address = counter({ name: 'link', points: ofOneAddress, seconds: windowSeconds });
  return {
    async take(email, from) {
      try {
        await network.consume(networkOf(from));
        await address.consume(email.slice(-240));
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        throw tooMany(
          'Too many links were asked for. Wait before you ask again.',
          Math.ceil(refused.msBeforeNext / 1000),
        );
      }
    },
  };
}
