import type pg from 'pg';
import { RateLimiterRes } from 'rate-limiter-flexible';
import type { Stranger } from './callLimits.js';
import { networkOf } from './clientAddress.js';
import { databaseCounters } from './databaseCounters.js';
import { tooMany } from './signInLimits.js';

/** How often strangers may have links sent. Counted whether anybody has the address or not. */
export interface LinkLimits {
  /** @param email by its `emailKey` @throws DomainError 429 `too-many-requests` */
  take(email: string, from: Stranger): Promise<void>;
}

const windowSeconds = 3600;
const ofOneAddress = 5;
const ofOneNetwork = 30;

export function createLinkLimits(pool: pg.Pool): LinkLimits {
  const counter = databaseCounters(pool);
  const network = counter({ name: 'link-net', points: ofOneNetwork, seconds: windowSeconds });
  const ofDevice = counter({ name: 'link-device', points: ofOneAddress, seconds: windowSeconds });
  const address = counter({ name: 'link', points: ofOneAddress, seconds: windowSeconds });
  return {
    async take(email, { address: from, device }) {
      try {
        // What strangers in its network ask for keeps no device from it that signed in before.
        if (device === null) await network.consume(networkOf(from));
        else await ofDevice.consume(device);
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
