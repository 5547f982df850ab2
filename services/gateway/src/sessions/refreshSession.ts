import { createHash } from 'node:crypto';
import { DomainError } from '@closeout/contracts/errors';
import type { Tokens } from '@closeout/contracts/http/gateway';
import type { Clock, Database, Tx } from '@closeout/service-kit/db';
import { currentContext, type Logger } from '@closeout/service-kit/observability';
import type { Seal } from '../keys/seal.js';
import type { AccessTokens } from '../tokens/accessTokens.js';
import { endSession } from './endSessions.js';
import { idleMs, issueTokens } from './issueTokens.js';
import {
  decideRefresh,
  hashOfToken,
  isRefreshToken,
  nextRefreshToken,
  type RefreshDecision,
} from './refreshToken.js';
import {
  insertRefreshToken,
  lacksFactor,
  lockRefreshToken,
  lockUser,
  markUsed,
  type SignedInUser,
  type StoredRefreshToken,
} from './sessionStore.js';

export interface RefreshParts {
  transaction: Database['transaction'];
  tokens: AccessTokens;
  seal: Seal;
  clock: Clock;
  log: Logger;
}

interface Outcome {
  decision: RefreshDecision;
  user: SignedInUser | null;
  sessionId: string;
}

/**
 * Exchanges a refresh token for the next one and a new access token, which carries the user's permissions
 * as they are now. A token used twice ends its session.
 * @throws DomainError 401 `refresh-token-invalid`, `refresh-token-reused`
 */
export async function refreshSession(
  parts: RefreshParts,
  given: { refreshToken: string; client: string },
): Promise<Tokens> {
  const { refreshToken } = given;
  if (!isRefreshToken(refreshToken)) throw refused();
  const next = nextRefreshToken(refreshToken, parts.seal);
  const client = createHash('sha256').update(given.client).digest();

  const { decision, user, sessionId } = await parts.transaction(async (tx): Promise<Outcome> => {
    const now = parts.clock.now();
    const hash = hashOfToken(refreshToken);
    const stored = await lockRefreshToken(tx, hash);
    if (!stored) return { decision: 'refuse', user: null, sessionId: '' };
    const user = await lockUser(tx, stored.userId);
    if (user) currentContext().actor = { kind: 'user', id: user.id, name: user.name };
    const decision = decideRefresh(stateOf(stored, user, now, client));
    await carryOut(tx, decision, { hash, next, stored, now, client });
    return { decision, user, sessionId: stored.sessionId };
  });

  // Only now: what ends the session must be committed, so it cannot throw in there.
  if (decision === 'reused') {
    parts.log.warn({ sessionId }, 'a refresh token was used twice; its session is ended');
    throw new DomainError('unauthenticated', 'refresh-token-reused', {
      detail: 'This refresh token had been used before. For safety its session was ended: sign in again.',
    });
  }
  if (decision === 'refuse' || !user) throw refused();
  return issueTokens(parts.tokens, user, sessionId, next);
}

interface Step {
  hash: Buffer;
  next: string;
  stored: StoredRefreshToken;
  now: Date;
  client: Buffer;
}

async function carryOut(
  tx: Tx,
  decision: RefreshDecision,
  { hash, next, stored, now, client }: Step,
): Promise<void> {
  if (decision === 'reused') return endSession(tx, stored.sessionId, now, 'refresh-token-reused');
  if (decision !== 'rotate') return;
  const successor = hashOfToken(next);
  const expiresAt = new Date(Math.min(now.getTime() + idleMs, stored.sessionExpiresAt.getTime()));
  await insertRefreshToken(tx, { hash: successor, sessionId: stored.sessionId, createdAt: now, expiresAt });
  await markUsed(tx, hash, now, client, successor);
}

function stateOf(stored: StoredRefreshToken, user: SignedInUser | null, now: Date, client: Buffer) {
  return {
    now,
    token: stored,
    successorUsed: stored.successorUsed,
    session: { expiresAt: stored.sessionExpiresAt, revokedAt: stored.sessionRevokedAt },
    userActive: user !== null && user.active && !lacksFactor(user),
    client,
  };
}

function refused(): DomainError {
  return new DomainError('unauthenticated', 'refresh-token-invalid', {
    detail: 'This refresh token is not good (any more). Sign in again.',
  });
}
