import { notFound } from '@closeout/contracts/errors';
import { defineOperation } from '@closeout/contracts/http';
import * as contract from '@closeout/contracts/http/gateway';
import type { Actor } from '@closeout/service-kit/auth';
import { command, query } from '@closeout/service-kit/http';
import type { Router } from 'express';
import { z } from 'zod';
import type { Prisma } from '../database.js';
import { fingerprintUnder, type Seal } from '../keys/seal.js';
import { whoAmI } from '../sessions/meQueries.js';
import { requireLocalSignIn } from '../sessions/requireLocalSignIn.js';
import { requireSameOrigin } from '../sessions/sameOrigin.js';
import type { SessionCookies } from '../sessions/sessionCookie.js';
import { lockUser } from '../sessions/sessionStore.js';
import { currentVisitor } from '../sessions/visitor.js';
import { checkCode, setUpApp, type RightCode } from './authenticatorApp.js';
import { challengeOver, findChallenge, isStillGood, openChallenge } from './challenge.js';
import {
  addOwnPasskey,
  beginOwnPasskey,
  confirmOwnApp,
  makeOwnRecoveryCodes,
  removeOwnApp,
  removeOwnPasskey,
  setUpOwnApp,
} from './changeOwnFactors.js';
import {
  completeForBrowser,
  completeForProgram,
  openByPasskey,
  type SecondFactorParts,
} from './completeSignIn.js';
import type { FoundFactor } from './factors.js';
import { checkProof, codeWrong, keepProof, ownerOf } from './freshProof.js';
import { ownFactors } from './ownFactors.js';
import { askForPasskey, readNewPasskey, requirePasskeys, type NewCredential } from './passkeys.js';
import { removeFactorsByEmail, removeFactorsOf } from './removeFactors.js';

export interface SecondFactorRouteParts extends SecondFactorParts {
  prisma: Prisma;
  cookies: SessionCookies;
  /** Of the pages that may sign in with a cookie. */
  publicOrigin: string;
  /** False where only the outside provider signs people in. */
  localSignIn: boolean;
}

/** After the routes of sessions, which remember the visitor of `/auth` and `/me`. */
export function secondFactorRoutes(router: Router, parts: SecondFactorRouteParts): void {
  signInRoutes(router, parts);
  ownRoutes(router, parts);
  ownPasskeyRoutes(router, parts);
  const { clock, transaction } = parts;
  command(router, contract.removeSecondFactors, transaction, (tx, { actor, params }) =>
    removeFactorsOf(tx, actor, params.id, clock.now()),
  );
}

function signInRoutes(router: Router, parts: SecondFactorRouteParts): void {
  const { db, clock, seal, party, transaction, cookies, prisma } = parts;

  query(router, contract.completeLogin, async ({ body }) => {
    requireLocalSignIn(parts);
    return completeForProgram(parts, currentVisitor(), body);
  });

  query(router, contract.completeSession, async ({ body }) => {
    requireLocalSignIn(parts);
    const visitor = currentVisitor();
    requireSameOrigin(visitor.headers, parts.publicOrigin);
    return welcome(await completeForBrowser(parts, visitor, body));
  });

  query(router, contract.askForPasskey, async () => {
    requireLocalSignIn(parts);
    requirePasskeys(party);
    const { challenge } = await openChallenge(db.query, {
      purpose: 'passkey',
      userId: null,
      now: clock.now(),
    });
    return { challenge, options: { ...(await askForPasskey(db.query, party, challenge, null)) } };
  });

  query(router, contract.openSessionByPasskey, async ({ body }) => {
    requireLocalSignIn(parts);
    const visitor = currentVisitor();
    requireSameOrigin(visitor.headers, parts.publicOrigin);
    return welcome(await openByPasskey(parts, visitor, body));
  });

  function welcome({ secret, device, actor }: { secret: string; device: string; actor: Actor }) {
    const { setCookie } = currentVisitor();
    setCookie(cookies.give(secret));
    setCookie(cookies.giveDevice(device));
    return whoAmI(prisma, actor);
  }

  query(router, contract.setUpAppAtSignIn, async ({ body }) => {
    requireLocalSignIn(parts);
    return transaction(async (tx) => {
      const now = clock.now();
      const challenge = await findChallenge(tx.query, body.challenge, 'set-up', now);
      const user = await lockUser(tx, challenge.userId, 'update');
      if (!isStillGood(challenge, user) || user.hasFactor) throw challengeOver();
      return setUpApp(tx, seal, user, now);
    });
  });
}

function ownRoutes(router: Router, parts: SecondFactorRouteParts): void {
  const { db, clock, seal, limits, transaction } = parts;
  const fingerprint = fingerprintUnder(seal);

  query(router, contract.getMySecondFactors, ({ actor }) => ownFactors(db.query, parts.party, actor.id));

  command(
    router,
    contract.proveMyself,
    transaction,
    (tx, { actor }, found: FoundFactor | 'password') => keepProof(tx, ownerOf(actor), found, clock.now()),
    { prepare: ({ actor, body }) => checkProof(parts, ownerOf(actor), body), fingerprint },
  );

  command(
    router,
    contract.setUpApp,
    transaction,
    (tx, { actor }) => setUpOwnApp(tx, seal, ownerOf(actor), clock.now()),
    { seal: sealed(seal, 'new authenticator app') },
  );

  command(
    router,
    contract.confirmApp,
    transaction,
    (tx, { actor }, code: RightCode) => confirmOwnApp(tx, ownerOf(actor), code, clock.now()),
    {
      prepare: async ({ actor, body }) => {
        const { id, email, sessionId } = ownerOf(actor);
        const attempt = { email, address: '', known: sessionId };
        await limits.check(attempt);
        const now = clock.now();
        const code = await checkCode(db.query, seal, { userId: id, code: body.code, confirmed: false, now });
        if (code) return code;
        const [pending] = await db.query(
          `select 1 from authenticator_app where user_id = $1 and confirmed_at is null`,
          [id],
        );
        if (!pending) throw notFound('authenticator-app', 'to be confirmed');
        await limits.failed(attempt);
        throw codeWrong();
      },
      fingerprint,
    },
  );

  command(router, contract.removeApp, transaction, (tx, { actor }) =>
    removeOwnApp(tx, ownerOf(actor), currentVisitor().device, clock.now()),
  );

  command(
    router,
    contract.makeRecoveryCodes,
    transaction,
    async (tx, { actor }) => ({ codes: await makeOwnRecoveryCodes(tx, ownerOf(actor), clock.now()) }),
    { seal: sealed(seal, 'new recovery codes') },
  );
}

function ownPasskeyRoutes(router: Router, parts: SecondFactorRouteParts): void {
  const { db, clock, party, transaction } = parts;

  query(router, contract.askForProof, async ({ actor }) => {
    const { id } = ownerOf(actor);
    requirePasskeys(party);
    const { challenge } = await openChallenge(db.query, { purpose: 'proof', userId: id, now: clock.now() });
    return { challenge, options: { ...(await askForPasskey(db.query, party, challenge, id)) } };
  });

  command(router, contract.beginPasskey, transaction, (tx, { actor }) => {
    requirePasskeys(party);
    return beginOwnPasskey(tx, party, ownerOf(actor), clock.now());
  });

  command(
    router,
    contract.addPasskey,
    transaction,
    (tx, { actor, body: { challenge, name } }, credential: NewCredential) =>
      addOwnPasskey(tx, ownerOf(actor), { challenge, name, credential }, clock.now()),
    {
      prepare: async ({ body: { challenge, passkey } }) => {
        requirePasskeys(party);
        return readNewPasskey(party, challenge, passkey);
      },
    },
  );

  command(router, contract.removePasskey, transaction, (tx, { actor, params }) =>
    removeOwnPasskey(tx, ownerOf(actor), params.id, currentVisitor().device, clock.now()),
  );
}

/** The kit lets only services in here, and whoever runs them: where nobody who could do it can sign in. */
const removeSecondFactorsByEmail = defineOperation({
  id: 'removeSecondFactorsByEmail',
  service: 'gateway',
  method: 'post',
  record: 'session',
  path: '/second-factors/remove',
  tag: 'Internal',
  summary: 'Take away the second factors of the user with this e-mail address',
  access: 'signed-in',
  body: z.strictObject({ email: z.string().max(320) }),
  status: 204,
  errors: ['user-not-found'],
});

export function internalSecondFactorRoutes(
  router: Router,
  { transaction, clock }: Pick<SecondFactorRouteParts, 'transaction' | 'clock'>,
): void {
  command(router, removeSecondFactorsByEmail, transaction, (tx, { body }) =>
    removeFactorsByEmail(tx, body.email, clock.now()),
  );
}

/** For answers that hold what is shown once: what is kept for a repeated request. */
function sealed(seal: Seal, context: string) {
  return {
    close: (answer: string) => seal.close(Buffer.from(answer), context).toString('base64'),
    open: (kept: string) => seal.open(Buffer.from(kept, 'base64'), context)?.toString() ?? 'null',
  };
}
