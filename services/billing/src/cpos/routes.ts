import * as operations from '@closeout/contracts/http/billing';
import { command, query } from '@closeout/service-kit/http';
import type { Router } from 'express';
import type { Billing } from '../Billing.js';
import { cancelCpo } from './cancelCpo.js';
import { warnedAnswer } from './cpoWarnings.js';
import { findCpoPage, findDifference, findSeenCpo } from './cpoQueries.js';
import { findHistory } from './cpoHistory.js';
import { createCpo } from './createCpo.js';
import { createVersion } from './createVersion.js';
import { decideMismatch, reportMismatch } from './decideMismatch.js';
import { decideVersion } from './decideVersion.js';
import { countDecisions, findDecisions } from './decisionQueries.js';
import { finalizeCpo } from './finalizeCpo.js';
import { linkCpo } from './linkCpo.js';
import { reopenCpo } from './reopenCpo.js';

export function cpoRoutes(router: Router, { db, clock, asking }: Billing): void {
  const { transaction } = db;

  query(router, operations.listCpos, (input) => findCpoPage(db, input.query, input.actor));
  query(
    router,
    operations.getCpo,
    async ({ params, actor }) => warnedAnswer(db, await findSeenCpo(db, params.id, actor)),
    { derived: true },
  );
  query(router, operations.diffCpoVersions, ({ params, query: { against }, actor }) =>
    findDifference(db, params.id, params.no, against, actor),
  );

  query(router, operations.listCpoHistory, ({ params, query: page, actor }) =>
    findHistory(db, params.id, page, actor),
  );
  query(router, operations.countDecisions, ({ actor }) => countDecisions(db, actor));
  query(router, operations.listDecisions, (input) => findDecisions(db, input.query, input.actor));

  command(
    router,
    operations.createCpo,
    transaction,
    async (tx, { body, actor }) => warnedAnswer(tx, await createCpo(tx, body, { actor, ...clock.moment() })),
    asking,
  );
  command(
    router,
    operations.linkCpo,
    transaction,
    async (tx, { params, body, actor, ifMatch }) =>
      warnedAnswer(tx, await linkCpo(tx, params.id, { ...body, actor, ifMatch, now: clock.now() })),
    asking,
  );
  versionRoutes(router, { db, clock, asking });
  mismatchRoutes(router, { db, clock, asking });
  command(
    router,
    operations.finalizeCpo,
    transaction,
    async (tx, { params, actor, ifMatch }) =>
      warnedAnswer(tx, await finalizeCpo(tx, params.id, { actor, ifMatch, now: clock.now() })),
    asking,
  );
  command(
    router,
    operations.reopenCpo,
    transaction,
    async (tx, { params, body, actor, ifMatch }) =>
      warnedAnswer(tx, await reopenCpo(tx, params.id, { ...body, actor, ifMatch, now: clock.now() })),
    asking,
  );
  command(
    router,
    operations.cancelCpo,
    transaction,
    async (tx, { params, body, actor, ifMatch }) =>
      warnedAnswer(tx, await cancelCpo(tx, params.id, { ...body, actor, ifMatch, now: clock.now() })),
    asking,
  );
}

type Wiring = Pick<Billing, 'db' | 'clock' | 'asking'>;

function versionRoutes(router: Router, { db, clock, asking }: Wiring): void {
  command(
    router,
    operations.createCpoVersion,
    db.transaction,
    async (tx, { params, body, actor, ifMatch }) =>
      warnedAnswer(tx, await createVersion(tx, params.id, { ...body, actor, ifMatch, now: clock.now() })),
    asking,
  );
  for (const [operation, decision] of [
    [operations.approveCpoVersion, 'approve'],
    [operations.rejectCpoVersion, 'reject'],
  ] as const) {
    command(
      router,
      operation,
      db.transaction,
      async (tx, { params: { id, no }, body, actor, ifMatch }) =>
        warnedAnswer(
          tx,
          await decideVersion(tx, id, no, { ...body, decision, actor, ifMatch, now: clock.now() }),
        ),
      asking,
    );
  }
}

function mismatchRoutes(router: Router, { db, clock, asking }: Wiring): void {
  command(
    router,
    operations.reportCpoMismatch,
    db.transaction,
    async (tx, { params, body, actor, ifMatch }) =>
      warnedAnswer(tx, await reportMismatch(tx, params.id, { ...body, actor, ifMatch, now: clock.now() })),
    asking,
  );
  for (const [operation, decision] of [
    [operations.acceptCpoMismatch, 'accept'],
    [operations.rejectCpoMismatch, 'reject'],
  ] as const) {
    command(
      router,
      operation,
      db.transaction,
      async (tx, { params, body, actor, ifMatch }) =>
        warnedAnswer(
          tx,
          await decideMismatch(tx, params.id, { ...body, decision, actor, ifMatch, now: clock.now() }),
        ),
      asking,
    );
  }
}
