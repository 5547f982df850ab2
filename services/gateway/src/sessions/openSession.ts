import { DomainError } from '@closeout/contracts/errors';
import type { Tokens } from '@closeout/contracts/http/gateway';
import type { Actor } from '@closeout/service-kit/auth';
import { newId, type Clock, type Database, type Tx } from '@closeout/service-kit/db';
import { currentContext } from '@closeout/service-kit/observability';
import type { AccessTokens } from '../tokens/accessTokens.js';
import { endSessionsOf } from './endSessions.js';
import { actorOf, idleMs, issueTokens, sessionMs } from './issueTokens.js';
import { forgetDevices, rememberDevice } from './knownDevices.js';
import { hashOfToken, newRefreshToken } from './refreshToken.js';
import { cookieIdleMs, cookieSessionMs, newCookieSecret, type SessionCookies } from './sessionCookie.js';
import {
  insertCookie,
  insertRefreshToken,
  insertSession,
  setPassword,
  type SignedInUser,
} from './sessionStore.js';

export interface OpenSessionParts {
  /** A transaction after which this replica knows at once what was revoked in it. */
  transaction: Database['transaction'];
  tokens: AccessTokens;
  clock: Clock;
  cookies: SessionCookies;
}

/** From where, and with what program, somebody signs in. */
export interface Arrival {
  address: string;
  program: string;
  /** The secret by which the browser is known again. */
  device: string | null;
}

export interface Admission {
  user: SignedInUser;
  /** Of the password that is to be from now on; null: it stays. */
  newHash: string | null;
  /** What came after the password, or in its place. */
  by?: 'authenticator-app' | 'recovery-code' | 'passkey';
}

/**
 * Who comes in, decided in the transaction with the user's row locked. It throws what refuses and leaves nothing behind, and
 * gives back what refuses and stays: a challenge, which is answered once it is committed.
 */
export type Admit = (tx: Tx, now: Date) => Promise<Admission | DomainError>;

/** Opens a session that goes on by refresh tokens. */
export async function openForProgram(
  parts: OpenSessionParts,
  arrival: Arrival,
  admit: Admit,
): Promise<Tokens> {
  const refreshToken = newRefreshToken();
  const { user, sessionId } = await open(parts, arrival, sessionMs, admit, (tx, { sessionId, now }) =>
    insertRefreshToken(tx, {
      hash: hashOfToken(refreshToken),
      sessionId,
      createdAt: now,
      expiresAt: later(now, idleMs),
    }),
  );
  return issueTokens(parts.tokens, user, sessionId, refreshToken);
}

/** The same for a browser: the session goes on by the cookie whose secret this is, and the browser is known by `device`. */
export async function openForBrowser(
  parts: OpenSessionParts,
  arrival: Arrival,
  admit: Admit,
): Promise<{ secret: string; device: string; actor: Actor }> {
  const secret = newCookieSecret();
  const { cookies } = parts;
  // One of an older release, or that another program made up, is replaced.
  const known = cookies.deviceName(arrival.device) === null ? null : arrival.device;
  const device = known ?? cookies.newDevice();
  const { user, sessionId } = await open(
    parts,
    arrival,
    cookieSessionMs,
    admit,
    async (tx, { userId, sessionId, now }) => {
      await insertCookie(tx, { hash: hashOfToken(secret), sessionId, expiresAt: later(now, cookieIdleMs) });
      await rememberDevice(tx, userId, device, now);
    },
  );
  return { secret, device, actor: actorOf(user, sessionId) };
}

async function open(
  parts: OpenSessionParts,
  { address, program }: Arrival,
  lifetimeMs: number,
  admit: Admit,
  keepSecret: (tx: Tx, session: { userId: string; sessionId: string; now: Date }) => Promise<void>,
): Promise<{ user: SignedInUser; sessionId: string }> {
  const sessionId = newId();
  const user = await parts.transaction(async (tx) => {
    const now = parts.clock.now();
    const admission = await admit(tx, now);
    if (admission instanceof DomainError) return admission;
    const { user, newHash, by } = admission;
    currentContext().actor = { kind: 'user', id: user.id, name: user.name };
    if (newHash !== null) await replacePassword(tx, user.id, newHash, now);
    const expiresAt = later(now, lifetimeMs);
    await insertSession(tx, { id: sessionId, userId: user.id, createdAt: now, expiresAt, address, program });
    await keepSecret(tx, { userId: user.id, sessionId, now });
    tx.audit({ action: 'login', record: 'session', id: sessionId, ...(by && { detail: { by } }) });
    return user;
  });
  if (user instanceof DomainError) throw user;
  return { user, sessionId };
}

async function replacePassword(tx: Tx, userId: string, hash: string, now: Date): Promise<void> {
  await setPassword(tx, userId, hash, now);
  await endSessionsOf(tx, userId, now, 'password-changed');
  await forgetDevices(tx, userId, null);
  tx.audit({ action: 'changePassword', record: 'user', id: userId });
}

function later(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms);
}
