import type { Clock, Tx } from '@closeout/service-kit/db';
import { endSession } from './endSessions.js';
import { hashOfToken } from './refreshToken.js';
import { lockRefreshToken } from './sessionStore.js';

/** Ends the session of a refresh token. An unknown one has nothing to end: it is as signed out as can be. */
export async function signOutByRefreshToken(tx: Tx, clock: Clock, refreshToken: string): Promise<void> {
  const stored = await lockRefreshToken(tx, hashOfToken(refreshToken));
  if (stored) await endSession(tx, stored.sessionId, clock.now(), 'signed-out');
}
