import * as contract from '@closeout/contracts/http/gateway';
import { emailKey, type Clock } from '@closeout/service-kit/db';
import { command, query } from '@closeout/service-kit/http';
import type { Router } from 'express';
import type { EmailSetUpState } from '../accountEmails/emailSetUp.js';
import { linkLifetimeMs } from '../accountEmails/passwordLink.js';
import type { GatewayDatabase, Transaction } from '../database.js';
import { fingerprintUnder, type Seal } from '../keys/seal.js';
import type { LinkLimits } from '../limits/linkLimits.js';
import { requireLocalSignIn } from '../sessions/requireLocalSignIn.js';
import { currentVisitor } from '../sessions/visitor.js';
import { keepRequest } from './answerRequests.js';
import { checkChoice, choosePassword, readLink } from './choosePassword.js';
import { inviteAgain, withdrawInvitation } from './invitation.js';
import { sendPasswordLink } from './sendPasswordLink.js';

export interface PasswordLinkParts {
  database: GatewayDatabase;
  /** A transaction after which this replica knows at once what was revoked in it. */
  revoking: Transaction;
  seal: Seal;
  clock: Clock;
  limits: LinkLimits;
  email: EmailSetUpState;
  /** False where only the outside provider signs people in. */
  localSignIn: boolean;
}

/** After the routes of sessions, which find out from where a request comes. */
export function passwordLinkRoutes(router: Router, parts: PasswordLinkParts): void {
  const { database, revoking, seal, clock, limits, email } = parts;
  const { db, transaction } = database;
  const requireLinks = () => {
    requireLocalSignIn(parts);
    email.require();
  };

  query(router, contract.getSignInOptions, () =>
    Promise.resolve({ password: parts.localSignIn, email: email.isSetUp }),
  );

  query(router, contract.requestPasswordLink, async ({ body }) => {
    requireLinks();
    const key = emailKey(body.email);
    const { address, deviceName } = currentVisitor();
    await limits.take(key, { address, device: deviceName });
    await db.transaction((tx) => keepRequest(tx, { email: key, language: body.language, now: clock.now() }));
    return { validHours: linkLifetimeMs.reset / 3_600_000 };
  });

  query(router, contract.readPasswordLink, async ({ body }) => {
    requireLocalSignIn(parts);
    const { purpose, email, name, expiresAt } = await readLink(db.query, clock, body.token);
    return { purpose, email, name, expiresAt: expiresAt.toISOString() };
  });

  command(
    router,
    contract.usePasswordLink,
    revoking,
    (tx, { body }, passwordHash: string) => choosePassword(tx, clock, body.token, passwordHash),
    {
      prepare: ({ body }) => {
        requireLocalSignIn(parts);
        return checkChoice(db.query, clock, body);
      },
      fingerprint: fingerprintUnder(seal),
    },
  );

  const sending = { prepare: () => Promise.resolve(requireLinks()) };
  command(
    router,
    contract.sendInvitation,
    transaction,
    (tx, { actor, params }) => inviteAgain(tx, parts, { actor, id: params.id }),
    sending,
  );
  command(router, contract.withdrawInvitation, transaction, (tx, { actor, params }) =>
    withdrawInvitation(tx, clock, { actor, id: params.id }),
  );
  command(
    router,
    contract.sendPasswordLink,
    transaction,
    (tx, { actor, params }) => sendPasswordLink(tx, parts, { actor, id: params.id }),
    sending,
  );
}
