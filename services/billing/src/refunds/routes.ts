import {
  createRefund as createOperation,
  getRefund,
  getRefundPdf,
  listRefundHistory,
  listRefunds,
} from '@closeout/contracts/http/billing';
import { command, query, stream } from '@closeout/service-kit/http';
import type { Router } from 'express';
import type { Billing } from '../Billing.js';
import { ofRefund } from '../documents/consequences.js';
import { documentHistory } from '../documents/documentHistory.js';
import { documentPage } from '../documents/documentPage.js';
import { findPrinted } from '../documents/printed.js';
import { subjectNamesJson, type SubjectNames } from '../documents/subjectNames.js';
import { assertVisible } from '../documents/visibility.js';
import { refundPdf } from '../pdf/refundPdf.js';
import { sendPdf } from '../pdf/sendPdf.js';
import { createRefund } from './createRefund.js';
import { refundAnswer } from './refundAnswer.js';
import { findRefund, refundJson, toRefund, type RefundRow } from './refundStore.js';

const list = {
  table: 'refund',
  date: 'refund_date',
  json: `${refundJson('d')} || ${subjectNamesJson('d')}`,
} as const;

export function refundRoutes(
  router: Router,
  { db, clock, seller, pdfPrinter, asking, notifications }: Billing,
): void {
  query(router, listRefunds, async (input) => {
    const { rows, nextCursor } = await documentPage<RefundRow & SubjectNames>(
      db,
      list,
      input.query,
      input.actor,
    );
    const items = rows.map((row) => {
      const { seller: from, buyer, ...summary } = refundAnswer(toRefund(row));
      return { ...summary, project: row.project, milestone: row.milestone };
    });
    return { items, nextCursor };
  });
  query(router, getRefund, async ({ params: { id }, actor }) =>
    refundAnswer(assertVisible(actor, await findRefund(db, id), 'refund', id)),
  );
  query(router, listRefundHistory, async ({ params: { id }, actor }) => {
    assertVisible(actor, await findRefund(db, id), 'refund', id);
    return documentHistory(db, 'refund', id);
  });
  stream(router, getRefundPdf, async ({ params: { id }, query: { language }, actor }, res) => {
    const refund = assertVisible(actor, await findRefund(db, id), 'refund', id);
    const document = async () => refundPdf(refund, await findPrinted(db, 'refund', id), language);
    const about = { number: refund.number, language, version: null, callerId: actor.id };
    await sendPdf(res, pdfPrinter, { ...about, document });
  });

  command(
    router,
    createOperation,
    db.transaction,
    async (tx, { params, body, actor, ifMatch }) =>
      refundAnswer(await createRefund(tx, params.id, { body, actor, ifMatch, seller, ...clock.moment() })),
    { ...asking, dryRun: { consequences: ofRefund, notifications } },
  );
}
