import {
  createInvoice as createOperation,
  deleteInvoice as deleteOperation,
  getInvoice,
  getInvoicePdf,
  issueInvoice as issueOperation,
  listInvoiceHistory,
  listInvoices,
  listSettlements,
  updateInvoice as updateOperation,
} from '@closeout/contracts/http/billing';
import { command, query, stream } from '@closeout/service-kit/http';
import type { Router } from 'express';
import type { Billing } from '../Billing.js';
import { ofIssuedInvoice } from '../documents/consequences.js';
import { documentHistory } from '../documents/documentHistory.js';
import { findPrinted } from '../documents/printed.js';
import { assertVisible } from '../documents/visibility.js';
import { invoicePdf } from '../pdf/invoicePdf.js';
import { sendPdf } from '../pdf/sendPdf.js';
import { askMilestone } from './askMilestone.js';
import { createInvoice } from './createInvoice.js';
import { deleteInvoice } from './deleteInvoice.js';
import { invoiceAnswer } from './invoiceAnswer.js';
import { findInvoicePage } from './invoiceQueries.js';
import { assertIssued } from './invoice.js';
import { findInvoice } from './invoiceStore.js';
import { warnedAnswer } from './invoiceWarnings.js';
import { issueInvoice } from './issueInvoice.js';
import { findSettlements } from './settlements.js';
import { updateInvoice } from './updateInvoice.js';

export function invoiceRoutes(
  router: Router,
  { db, inPrisma, clock, seller, pdfPrinter, asking, projects, notifications }: Billing,
): void {
  const { legalEntity } = seller;

  query(router, listInvoices, (input) => findInvoicePage(db, input.query, input.actor, clock.today()));
  query(
    router,
    getInvoice,
    ({ params: { id }, actor }) =>
      findInvoice(db, id).then((invoice) =>
        warnedAnswer(db, seller, assertVisible(actor, invoice, 'invoice', id)),
      ),
    // What the milestone of a draft expects is the project's.
    { derived: ({ status }) => status === 'DRAFT' },
  );

  query(router, listSettlements, async ({ params: { id }, actor }) => {
    assertVisible(actor, await findInvoice(db, id), 'invoice', id);
    return findSettlements(db, id);
  });
  query(router, listInvoiceHistory, async ({ params: { id }, actor }) => {
    assertVisible(actor, await findInvoice(db, id), 'invoice', id);
    return documentHistory(db, 'invoice', id);
  });
  stream(router, getInvoicePdf, async ({ params: { id }, query: { language }, actor }, res) => {
    const invoice = assertVisible(actor, await findInvoice(db, id), 'invoice', id);
    assertIssued(invoice);
    const document = async () => invoicePdf(invoice, await findPrinted(db, 'invoice', id), language);
    const about = { number: invoice.number, language, version: null, callerId: actor.id };
    await sendPdf(res, pdfPrinter, { ...about, document });
  });

  command(
    router,
    createOperation,
    db.transaction,
    async (tx, { body, actor }) =>
      warnedAnswer(tx, seller, await createInvoice(tx, body, actor, { legalEntity, ...clock.moment() })),
    asking,
  );
  command(
    router,
    updateOperation,
    db.transaction,
    async (tx, { params, body, actor, ifMatch }) =>
      warnedAnswer(
        tx,
        seller,
        await updateInvoice(tx, params.id, body, { actor, ifMatch, now: clock.now() }),
      ),
    asking,
  );
  command(router, deleteOperation, inPrisma, (tx, { params, actor, ifMatch }) =>
    deleteInvoice(tx, params.id, { actor, ifMatch }),
  );
  command(
    router,
    issueOperation,
    db.transaction,
    async (tx, { params, body, actor, ifMatch }) =>
      invoiceAnswer(
        await issueInvoice(tx, params.id, { ...body, actor, ifMatch, seller, ...clock.moment() }),
      ),
    {
      ...asking,
      prepare: ({ params }) => askMilestone({ db, projects, clock }, params.id),
      dryRun: { consequences: ofIssuedInvoice, notifications },
    },
  );
}
