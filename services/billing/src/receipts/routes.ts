import {
  allocateReceipt as allocateOperation,
  createReceipt as createOperation,
  deleteReceipt as deleteOperation,
  getReceipt,
  getReceiptPdf,
  issueReceipt as issueOperation,
  listReceiptHistory,
  listReceipts,
  releaseReceipt as releaseOperation,
  reverseReceipt as reverseOperation,
  updateReceipt as updateOperation,
} from '@closeout/contracts/http/billing';
import { command, query, stream } from '@closeout/service-kit/http';
import type { Router } from 'express';
import type { Billing } from '../Billing.js';
import { ofIssuedReceipt, ofMovedMoney, ofReversal } from '../documents/consequences.js';
import { documentHistory } from '../documents/documentHistory.js';
import { documentPage } from '../documents/documentPage.js';
import { findPrinted, nobody } from '../documents/printed.js';
import { subjectNamesJson, type SubjectNames } from '../documents/subjectNames.js';
import { assertVisible } from '../documents/visibility.js';
import { receiptPdf } from '../pdf/receiptPdf.js';
import { sendPdf } from '../pdf/sendPdf.js';
import { allocateReceipt } from './allocateReceipt.js';
import { createReceipt } from './createReceipt.js';
import { deleteReceipt } from './deleteReceipt.js';
import { issueReceipt } from './issueReceipt.js';
import { assertWasIssued } from './receipt.js';
import { receiptAnswer } from './receiptAnswer.js';
import { findReceipt, receiptJson, toReceipt, type ReceiptRow } from './receiptStore.js';
import { warnedAnswer } from './receiptWarnings.js';
import { releaseReceipt } from './releaseReceipt.js';
import { reverseReceipt } from './reverseReceipt.js';
import { updateReceipt } from './updateReceipt.js';

const list = {
  table: 'receipt',
  date: 'payment_date',
  json: `${receiptJson('d')} || ${subjectNamesJson('d')}`,
  searchText: true,
} as const;

export function receiptRoutes(
  router: Router,
  { db, inPrisma, clock, seller, pdfPrinter, asking, notifications }: Billing,
): void {
  const { legalEntity } = seller;

  query(router, listReceipts, async (input) => {
    const { unallocated, ...wanted } = input.query;
    const { rows, nextCursor } = await documentPage<ReceiptRow & SubjectNames>(
      db,
      list,
      { ...wanted, unallocated: unallocated === 'true' },
      input.actor,
    );
    const items = rows.map((row) => {
      const { allocations, projectShares, reversal, ...summary } = receiptAnswer(toReceipt(row));
      return { ...summary, project: row.project, milestone: row.milestone };
    });
    return { items, nextCursor };
  });
  query(
    router,
    getReceipt,
    async ({ params: { id }, actor }) =>
      warnedAnswer(db, seller, assertVisible(actor, await findReceipt(db, id), 'receipt', id)),
    { derived: ({ status }) => status === 'DRAFT' },
  );

  query(router, listReceiptHistory, async ({ params: { id }, actor }) => {
    assertVisible(actor, await findReceipt(db, id), 'receipt', id);
    return documentHistory(db, 'receipt', id);
  });
  stream(router, getReceiptPdf, async ({ params: { id }, query: { language }, actor }, res) => {
    const receipt = assertVisible(actor, await findReceipt(db, id), 'receipt', id);
    assertWasIssued(receipt);
    const document = async () => {
      const printed = await findPrinted(db, 'receipt', id);
      const named = printed.seller ?? seller.party ?? nobody;
      return receiptPdf(receipt, { ...printed, seller: named }, language);
    };
    // What it settles and whether it stands can change, and its version with it.
    const about = { number: receipt.number, language, version: receipt.version, callerId: actor.id };
    await sendPdf(res, pdfPrinter, { ...about, document });
  });

  command(
    router,
    createOperation,
    db.transaction,
    async (tx, { body, actor }) =>
      warnedAnswer(tx, seller, await createReceipt(tx, body, actor, { legalEntity, now: clock.now() })),
    asking,
  );
  command(
    router,
    updateOperation,
    inPrisma,
    async (tx, { params, body, actor, ifMatch }) =>
      warnedAnswer(
        tx,
        seller,
        await updateReceipt(tx, params.id, body, { actor, ifMatch, now: clock.now() }),
      ),
    asking,
  );
  command(router, deleteOperation, inPrisma, (tx, { params, actor, ifMatch }) =>
    deleteReceipt(tx, params.id, { actor, ifMatch }),
  );
  command(
    router,
    issueOperation,
    db.transaction,
    async (tx, { params, actor, ifMatch }) =>
      receiptAnswer(await issueReceipt(tx, params.id, { actor, ifMatch, seller, ...clock.moment() })),
    { ...asking, dryRun: { consequences: ofIssuedReceipt, notifications } },
  );
  command(
    router,
    reverseOperation,
    db.transaction,
    async (tx, { params, body, actor, ifMatch }) =>
      receiptAnswer(await reverseReceipt(tx, params.id, { ...body, actor, ifMatch, ...clock.moment() })),
    { ...asking, dryRun: { consequences: ofReversal, notifications } },
  );
  command(
    router,
    allocateOperation,
    db.transaction,
    async (tx, { params, body, actor, ifMatch }) =>
      receiptAnswer(await allocateReceipt(tx, params.id, { ...body, actor, ifMatch, ...clock.moment() })),
    { ...asking, dryRun: { consequences: ofMovedMoney, notifications } },
  );
  command(
    router,
    releaseOperation,
    db.transaction,
    async (tx, { params, body, actor, ifMatch }) =>
      receiptAnswer(await releaseReceipt(tx, params.id, { ...body, actor, ifMatch, ...clock.moment() })),
    { ...asking, dryRun: { consequences: ofMovedMoney, notifications } },
  );
}
