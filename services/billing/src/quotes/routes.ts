import * as operations from '@closeout/contracts/http/billing';
import { ProjectSnapshot } from '@closeout/contracts/http/internal';
import { command, query } from '@closeout/service-kit/http';
import type { Router } from 'express';
import type { Billing } from '../Billing.js';
import { warnedAnswer } from '../cpos/cpoWarnings.js';
import { assertVisible } from '../documents/visibility.js';
import { approveQuote } from './approveQuote.js';
import { createQuote } from './createQuote.js';
import { declineQuote } from './declineQuote.js';
import { deleteQuote } from './deleteQuote.js';
import { leftOut } from './leftOut.js';
import { linkQuote } from './linkQuote.js';
import { quoteAnswer } from './quoteAnswer.js';
import { findQuotePage } from './quoteQueries.js';
import { findQuote } from './quoteStore.js';
import { sendQuote } from './sendQuote.js';
import { updateQuote } from './updateQuote.js';

export function quoteRoutes(router: Router, { db, clock, seller, asking, projects }: Billing): void {
  const { legalEntity } = seller;
  const { transaction } = db;

  query(router, operations.listQuotes, (input) => findQuotePage(db, input.query, input.actor));
  query(
    router,
    operations.getQuote,
    async ({ params: { id }, actor }) =>
      quoteAnswer(assertVisible(actor, await findQuote(db, id), 'quote', id)),
    // What its project is called is the project's.
    { derived: true },
  );

  command(router, operations.createQuote, transaction, async (tx, { body, actor }) =>
    quoteAnswer(await createQuote(tx, body, actor, { legalEntity, ...clock.moment() })),
  );
  command(router, operations.updateQuote, transaction, async (tx, { params, body, actor, ifMatch }) =>
    quoteAnswer(await updateQuote(tx, params.id, body, { actor, ifMatch, now: clock.now() })),
  );
  command(router, operations.deleteQuote, transaction, (tx, { params, actor, ifMatch }) =>
    deleteQuote(tx, params.id, { actor, ifMatch }),
  );
  command(router, operations.sendQuote, transaction, async (tx, { params, actor, ifMatch }) =>
    quoteAnswer(await sendQuote(tx, params.id, { actor, ifMatch, ...clock.moment() })),
  );
  command(
    router,
    operations.approveQuote,
    transaction,
    async (tx, { params, body, actor, ifMatch }) =>
      warnedAnswer(tx, await approveQuote(tx, params.id, { ...body, actor, ifMatch, ...clock.moment() })),
    asking,
  );
  command(router, operations.declineQuote, transaction, async (tx, { params, body, actor, ifMatch }) =>
    quoteAnswer(await declineQuote(tx, params.id, { ...body, actor, ifMatch, now: clock.now() })),
  );
  command(
    router,
    operations.linkQuote,
    transaction,
    async (tx, { params, body, actor, ifMatch }, project: ProjectSnapshot | null) => {
      const before = await findQuote(tx, params.id);
      const linked = await linkQuote(tx, params.id, { ...body, actor, ifMatch, now: clock.now() });
      const again = before?.version === linked.version;
      return { ...quoteAnswer(linked), warnings: again ? [] : leftOut(linked, project) };
    },
    {
      ...asking,
      // Whether it is there to be linked to, the link itself says.
      prepare: ({ body }) =>
        projects.get(`/internal/projects/${body.projectId}`, ProjectSnapshot).catch(() => null), // projects is away: the link warns that the budget was not checked
    },
  );
}
