import { billingEvents } from '@closeout/contracts/events/billing';
import type { CreateCreditNoteBody } from '@closeout/contracts/http/billing';
import type { Actor } from '@closeout/service-kit/auth';
import { newId, type Moment, type Tx } from '@closeout/service-kit/db';
import { checkVersion } from '@closeout/service-kit/http';
import type { z } from 'zod';
import { reviewLocked } from '../cpos/draws.js';
import { assertPrintable } from '../documents/assertPrintable.js';
import { lockByInvoice, type Locked } from '../documents/lockDocuments.js';
import { chooseIssueDate, whyNotIssued } from '../documents/takeNumber.js';
import { assertVisible } from '../documents/visibility.js';
import { invoiceState } from '../invoices/invoiceAnswer.js';
import { assertIssued, dueOf, withBalance, type IssuedInvoice } from '../invoices/invoice.js';
import { assertOpen, type LedgerChange } from '../projects/ledger.js';
import { receivedChanges } from '../receipts/projectShares.js';
import { receiptState } from '../receipts/receiptAnswer.js';
import type { IssuedReceipt } from '../receipts/receipt.js';
import { releaseOverpaid, type Release } from '../receipts/release.js';
import { decideCredit, type CreditNote } from './creditNote.js';
import { creditNoteState } from './creditNoteAnswer.js';
import { saveCreditNote } from './creditNoteStore.js';

export interface CreditRequest extends Moment {
  body: z.output<typeof CreateCreditNoteBody>;
  actor: Pick<Actor, 'clearance'>;
  ifMatch: number | null;
}

/**
 * Credits an issued invoice, wholly or in part, and issues the credit note at once.
 * @throws DomainError `invoice-not-found`, `document-not-issued`, `project-locked`, `period-closed`, `text-not-printable`, `stale-version`,
 *   and what `decideCredit` throws
 */
export async function createCreditNote(
  tx: Tx,
  invoiceId: string,
  request: CreditRequest,
): Promise<CreditNote> {
  const { body, now, today } = request;
  assertPrintable([{ pointer: '/reason', name: 'The reason', text: body.reason }]);
  const locked: Locked = await lockByInvoice(tx, invoiceId);
  const invoice = assertVisible(request.actor, locked.invoices.get(invoiceId), 'invoice', invoiceId);
  assertIssued(invoice);
  checkVersion(request.ifMatch, invoice.version);

  const credit = decideCredit(invoice, body.lines);
  const overpaid = credit.grossMinor - dueOf(invoice);
  const releases = releaseOverpaid(
    [...locked.receipts.values()].filter((receipt) => receipt.status === 'ISSUED'),
    invoiceId,
    overpaid > 0n ? overpaid : 0n,
    now,
  );
  const released = releases.reduce((sum, release) => sum + release.amountMinor, 0n);
  const { issueDate, explicit } = chooseIssueDate(undefined, today);
  const number = { legalEntity: invoice.legalEntity, kind: 'CRN' as const, issueDate, explicit };
  const draft: Omit<CreditNote, 'number' | 'issueDate'> = {
    ...credit,
    id: newId(),
    version: 1,
    invoiceId,
    invoiceNumber: invoice.number,
    customerId: invoice.customerId,
    customerName: invoice.customerName,
    securityLevel: invoice.securityLevel,
    projectId: invoice.projectId,
    milestoneId: invoice.milestoneId,
    currency: invoice.currency,
    reason: body.reason,
    issuedAt: now,
    seller: invoice.seller,
    buyer: invoice.buyer,
    released: releases.map(({ receipt, amountMinor }) => ({
      ...{ receiptId: receipt.id, receiptNumber: receipt.number ?? '', amountMinor },
    })),
  };
  const eventId = newId();
  const ledger = ledgerChanges(invoice, credit.grossMinor, releases);
  // Receipts that give the customer's credit back may name projects that are closed: nothing changes for these.
  assertOpen(
    locked.ledgers.filter(({ projectId }) => ledger.some((change) => change.projectId === projectId)),
    { takesBack: true },
  );
  const { cpoId } = invoice;
  const draws =
    cpoId === null ? [] : [{ cpoId, invoicedMinor: -credit.grossMinor, receivedMinor: -released }];
  const note = await saveCreditNote(tx, { draft, number, releases, released, ledger, draws, eventId });
  if (!note) throw await whyNotIssued(tx, number);
  await reviewLocked(tx, locked.cpos, now);
  const after = withBalance(invoice, { credited: credit.grossMinor, paid: -released }, now);
  announce(tx, note, after, releases, eventId);
  return note;
}

function ledgerChanges(
  invoice: IssuedInvoice,
  grossMinor: bigint,
  releases: readonly Release[],
): LedgerChange[] {
  const received = receivedChanges(releases.map(({ receipt, after }) => ({ before: receipt, after })));
  const changes = new Map<string, LedgerChange>();
  for (const [projectId, receivedMinor] of received) changes.set(projectId, { projectId, receivedMinor });
  const { projectId } = invoice;
  if (projectId !== null)
    changes.set(projectId, { ...changes.get(projectId), projectId, invoicedMinor: -grossMinor });
  return [...changes.values()];
}

function announce(
  tx: Tx,
  note: CreditNote,
  invoice: IssuedInvoice,
  releases: readonly Release[],
  eventId: string,
): void {
  tx.emit(billingEvents.creditNoteIssued.draft(note.id, note.version, creditNoteState(note), eventId));
  tx.emit(billingEvents.invoiceBalanceChanged.draft(invoice.id, invoice.version, invoiceState(invoice)));
  for (const { after } of releases) {
    tx.emit(
      billingEvents.receiptAllocationChanged.draft(
        after.id,
        after.version,
        receiptState(after as IssuedReceipt),
      ),
    );
  }
  tx.audit({
    action: 'createCreditNote',
    record: 'credit-note',
    id: note.id,
    detail: { number: note.number, invoiceId: invoice.id },
  });
}
