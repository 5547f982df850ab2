import type { Tokens } from '@closeout/contracts/http/gateway';
import type { Actor } from '@closeout/service-kit/auth';
import type { AccessTokens } from '../tokens/accessTokens.js';
import type { SignedInUser } from './sessionStore.js';

const day = 86_400_000;
/** A session ends after so long without a refresh, and however often it is refreshed. */
export const idleMs = 7 * day;
export const sessionMs = 30 * day;

export async function issueTokens(
  tokens: AccessTokens,
  user: SignedInUser,
  sessionId: string,
  refreshToken: string,
): Promise<Tokens> {
  const accessToken = await tokens.sign(actorOf(user, sessionId));
  return { accessToken, refreshToken, expiresIn: tokens.lifetime };
}

export function actorOf(user: SignedInUser, sessionId?: string): Actor {
  const { id, name, email, clearance, rightsVersion } = user;
  const permissions = new Set(user.permissions);
  return { kind: 'user', id, name, email, clearance, permissions, sessionId, rightsVersion };
}
