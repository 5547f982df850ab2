import { DomainError } from '@closeout/contracts/errors';
import * as contract from '@closeout/contracts/http/gateway';
import { unauthenticated } from '@closeout/service-kit/auth';
import type { Clock, Database } from '@closeout/service-kit/db';
import { command, query } from '@closeout/service-kit/http';
import { Router } from 'express';
import type { CallerCache } from '../callers/callerCache.js';
import type { GatewayDatabase } from '../database.js';
import { fingerprintUnder, type Seal } from '../keys/seal.js';
import type { SignInLimits } from '../limits/signInLimits.js';
import type { AccessTokens } from '../tokens/accessTokens.js';
import { changePassword, checkPasswordChange, type CheckedChange } from './changePassword.js';
import { endSession, endSessionsOf } from './endSessions.js';
import { forgetDevices } from './knownDevices.js';
import { whoAmI } from './meQueries.js';
import { endOwnSession, listOwnSessions } from './ownSessions.js';
import { refreshSession } from './refreshSession.js';
import { requireLocalSignIn } from './requireLocalSignIn.js';
import { requireSameOrigin } from './sameOrigin.js';
import type { SessionCookies } from './sessionCookie.js';
import { signIn, signInBrowser, type SignInParts } from './signIn.js';
import { signOutByRefreshToken } from './signOut.js';
import { currentVisitor, rememberVisitor } from './visitor.js';

export interface SessionRouteParts {
  database: GatewayDatabase;
  callers: CallerCache;
  tokens: AccessTokens;
  limits: SignInLimits;
  seal: Seal;
  clock: Clock;
  /** A transaction after which this replica knows at once what was revoked in it. */
  revoking: Database['transaction'];
  cookies: SessionCookies;
  /** Of the pages that may sign in with a cookie. */
  publicOrigin: string;
  trustProxy: number;
  /** False where only the outside provider signs people in. */
  localSignIn: boolean;
  secondStep: SignInParts['secondStep'];
}

export function sessionRoutes(router: Router, parts: SessionRouteParts): void {
  const { database, callers, cookies, limits, seal, clock, revoking } = parts;
  const { db, prisma } = database;
  const shared = { ...parts, db, log: db.log, transaction: revoking };
  router.use(['/auth', '/me'], rememberVisitor({ trustProxy: parts.trustProxy, cookies, log: db.log }));

  query(router, contract.login, async ({ body }) => {
    requireLocalSignIn(parts);
    return signIn(shared, { ...body, ...currentVisitor() });
  });

  query(router, contract.refresh, async ({ body }) => {
    requireLocalSignIn(parts);
    const { address, program } = currentVisitor();
    return refreshSession(shared, { ...body, client: `${address} ${program}` });
  });

  query(router, contract.openSession, async ({ body }) => {
    requireLocalSignIn(parts);
    const visitor = currentVisitor();
    // Before there is a cookie, too: else another site could have somebody work in an account that is not theirs.
    requireSameOrigin(visitor.headers, parts.publicOrigin);
    const { secret, device, actor } = await signInBrowser(shared, { ...body, ...visitor });
    visitor.setCookie(cookies.give(secret));
    visitor.setCookie(cookies.giveDevice(device));
    return whoAmI(prisma, actor);
  });

  query(router, contract.getSession, async () => {
    const { authorization } = currentVisitor().headers;
    const caller = authorization === undefined ? null : await callers.find(authorization).catch(ifNobody);
    return { me: caller && (await whoAmI(prisma, caller.actor)) };
  });

  // Signing out must also work when the access token has just expired, so it is not required.
  const withRefreshToken = Router();
  command(withRefreshToken, contract.logout, revoking, async (tx, { body }) => {
    // What the cookie stood for is over already.
    if (!body.refreshToken && currentVisitor().cookie !== null) return;
    if (!body.refreshToken)
      throw unauthenticated(
        'unauthenticated',
        'Send the access token, or the refresh token of the session to end.',
      );
    await signOutByRefreshToken(tx, clock, body.refreshToken);
  });
  router.post(contract.logout.path, async (req, res, next) => {
    const { cookie, setCookie } = currentVisitor();
    if (cookie !== null) setCookie(cookies.takeBack());
    const { authorization } = req.headers;
    // An access token that counts no longer: the refresh token says which session is meant.
    const counts =
      authorization !== undefined && (await callers.find(authorization).catch(ifNobody)) !== null;
    if (counts) next();
    else withRefreshToken(req, res, next);
  });
  command(router, { ...contract.logout, access: 'signed-in' }, revoking, async (tx, { actor }) => {
    if (actor.sessionId) await endSession(tx, actor.sessionId, clock.now(), 'signed-out');
  });

  query(router, contract.listMySessions, async ({ actor }) => ({
    items: await listOwnSessions(db.query, clock, actor),
  }));
  command(router, contract.endMySession, revoking, (tx, { actor, params }) =>
    endOwnSession(tx, clock, actor, params.id),
  );
  command(router, contract.endMyOtherSessions, revoking, async (tx, { actor }) => {
    await endSessionsOf(tx, actor.id, clock.now(), 'signed-out', actor.sessionId);
    await forgetDevices(tx, actor.id, currentVisitor().device);
    tx.audit({ action: 'endOtherSessions', record: 'user', id: actor.id });
  });

  query(router, contract.getMe, ({ actor }) => whoAmI(prisma, actor));
  command(
    router,
    contract.changePassword,
    revoking,
    (tx, { actor }, checked: CheckedChange) =>
      changePassword(tx, clock, actor, checked, currentVisitor().device),
    {
      prepare: ({ actor, body }) => checkPasswordChange(db.query, limits, { ...body, actor }),
      fingerprint: fingerprintUnder(seal),
    },
  );
}

/** A session that has ended is nobody’s; that it cannot be looked up is another matter. */
function ifNobody(error: unknown): null {
  if (error instanceof DomainError && error.kind === 'unauthenticated') return null;
  throw error;
}
