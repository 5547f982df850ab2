import { unauthenticated, type Actor } from '@closeout/service-kit/auth';
import type { Clock } from '@closeout/service-kit/db';
import { decodeJwt } from 'jose';
import type { GatewayDatabase } from '../database.js';
import { actorOf } from '../sessions/issueTokens.js';
import { lockUser } from '../sessions/sessionStore.js';
import { outsideUserOf } from './outsideClaims.js';
import type { OutsideProvider } from './provider.js';
import { recogniseOutsideUser } from './recogniseOutsideUser.js';

export interface ExchangeOutsideToken {
  /** Whether a token says that it is the outside provider's; what it says is checked afterwards. */
  isForeign(token: string): boolean;
  exchange(token: string): Promise<{ actor: Actor; expiresAt: number }>;
}

export function exchangeOutsideToken(parts: {
  provider: OutsideProvider;
  roleClaim: string;
  database: GatewayDatabase;
  clock: Clock;
}): ExchangeOutsideToken {
  const { provider, roleClaim, database, clock } = parts;
  return {
    isForeign(token) {
      try {
        return decodeJwt(token).iss === provider.issuer;
      } catch {
        return false; // not even a JWT: whoever checks our own tokens says so
      }
    },
    async exchange(token) {
      const claims = await provider.verify(token);
      const outside = outsideUserOf(provider.issuer, claims, roleClaim);
      const user = await database.transaction(async (tx) =>
        lockUser(tx, await recogniseOutsideUser(tx, clock, outside)),
      );
      if (!user?.active) throw unauthenticated('token-invalid', 'This user is not active here.');
      return { actor: actorOf(user), expiresAt: (claims.exp ?? 0) * 1000 };
    },
  };
}
