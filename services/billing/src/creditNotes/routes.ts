import {
  createCreditNote as createOperation,
  getCreditNote,
  getCreditNotePdf,
  listCreditNoteHistory,
  listCreditNotes,
} from '@closeout/contracts/http/billing';
import { command, query, stream } from '@closeout/service-kit/http';
import type { Router } from 'express';
import type { Billing } from '../Billing.js';
import { ofCreditNote } from '../documents/consequences.js';
import { documentHistory } from '../documents/documentHistory.js';
import { documentPage } from '../documents/documentPage.js';
import { subjectNamesJson, type SubjectNames } from '../documents/subjectNames.js';
import { findPrinted } from '../documents/printed.js';
import { assertVisible } from '../documents/visibility.js';
import { creditNotePdf } from '../pdf/creditNotePdf.js';
import { sendPdf } from '../pdf/sendPdf.js';
import { createCreditNote } from './createCreditNote.js';
import { creditNoteAnswer } from './creditNoteAnswer.js';
import { creditNoteJson, findCreditNote, toCreditNote, type CreditNoteRow } from './creditNoteStore.js';

const list = {
  table: 'credit_note',
  date: 'issue_date',
  json: `${creditNoteJson('d')} || ${subjectNamesJson('d')}`,
} as const;

export function creditNoteRoutes(
  router: Router,
  { db, clock, pdfPrinter, asking, notifications }: Billing,
): void {
  query(router, listCreditNotes, async (input) => {
    const { rows, nextCursor } = await documentPage<CreditNoteRow & SubjectNames>(
      db,
      list,
      input.query,
      input.actor,
    );
    const items = rows.map((row) => {
      const { lines, taxes, seller, buyer, released, ...summary } = creditNoteAnswer(toCreditNote(row));
      return { ...summary, project: row.project, milestone: row.milestone };
    });
    return { items, nextCursor };
  });
  query(router, getCreditNote, async ({ params: { id }, actor }) =>
    creditNoteAnswer(assertVisible(actor, await findCreditNote(db, id), 'credit-note', id)),
  );

  query(router, listCreditNoteHistory, async ({ params: { id }, actor }) => {
    assertVisible(actor, await findCreditNote(db, id), 'credit-note', id);
    return documentHistory(db, 'credit-note', id);
  });
  stream(router, getCreditNotePdf, async ({ params: { id }, query: { language }, actor }, res) => {
    const note = assertVisible(actor, await findCreditNote(db, id), 'credit-note', id);
    const document = async () => creditNotePdf(note, await findPrinted(db, 'credit_note', id), language);
    const about = { number: note.number, language, version: null, callerId: actor.id };
    await sendPdf(res, pdfPrinter, { ...about, document });
  });

  command(
    router,
    createOperation,
    db.transaction,
    async (tx, { params, body, actor, ifMatch }) =>
      creditNoteAnswer(await createCreditNote(tx, params.id, { body, actor, ifMatch, ...clock.moment() })),
    { ...asking, dryRun: { consequences: ofCreditNote, notifications } },
  );
}
