import { invalid } from '@closeout/contracts/errors';
import { toMinor } from '@closeout/contracts/money';
import type { Actor } from '@closeout/service-kit/auth';
import type { Tx } from '@closeout/service-kit/db';
import { canSee } from '../documents/visibility.js';
import { findInvoices } from '../invoices/invoiceStore.js';
import { assertOpen, type LockedLedger } from '../projects/ledger.js';
import { findLedgers } from '../projects/ledgerStore.js';
import { checkPlan, checkSettles, sumOf, type Allocation, type Receipt } from './receipt.js';

/**
 * What a draft is meant to settle, checked as if it were issued now. Issuing checks it once more, under lock.
 * @throws DomainError `invoice-unknown`, `amount-scale` (invalid), `project-locked` (conflict), and what `checkPlan` and `checkSettles` throw
 */
export async function planAllocations(
  tx: Pick<Tx, 'query'>,
  receipt: Pick<Receipt, 'status' | 'customerId' | 'currency' | 'projectId' | 'milestoneId' | 'amountMinor'>,
  wanted: readonly { invoiceId: string; amount: string }[],
  actor: Pick<Actor, 'clearance'>,
): Promise<Allocation[]> {
  const plan = wanted.map(({ invoiceId, amount }, index) => ({
    invoiceId,
    amountMinor: toMinor(amount, receipt.currency, `/allocations/${index}/amount`),
  }));
  checkPlan(receipt.amountMinor, plan, receipt.currency);
  const invoices = await findInvoices(
    tx,
    plan.map((each) => each.invoiceId),
  );
  const named = plan.map(({ invoiceId, amountMinor }, index) => {
    const invoice = invoices.get(invoiceId);
    if (!invoice || !canSee(actor, invoice))
      throw invoiceUnknown(invoiceId, `/allocations/${index}/invoiceId`);
    return { invoice, amountMinor };
  });
  // The receipt's own project is looked at already: of one without project, those of its invoices are left.
  const others = named.flatMap(({ invoice: { projectId } }) =>
    projectId === null || projectId === receipt.projectId ? [] : [projectId],
  );
  if (others.length > 0) assertOpen(await findLedgers(tx, others), { settles: true });
  return named.map(({ invoice, amountMinor }) => {
    const { freeMinor } = checkSettles(receipt, invoice, amountMinor);
    const { id: invoiceId, projectId, milestoneId } = invoice;
    const invoiceNumber = invoice.number ?? '';
    return { invoiceId, invoiceNumber, projectId, milestoneId, amountMinor, fromFreeMinor: freeMinor };
  });
}

export function invoiceUnknown(invoiceId: string, pointer: string): Error {
  const detail = `There is no invoice ${invoiceId}, or it is not yours to see.`;
  return invalid('invoice-unknown', detail, [{ pointer, code: 'invoice-unknown', detail }]);
}

/**
 * A project that is CANCELLED takes payments as far as they settle its invoices: nothing new is left for it.
 * @throws DomainError `project-locked` (conflict)
 */
export function assertNothingNew(
  receipt: Pick<Receipt, 'projectId' | 'amountMinor' | 'allocations'>,
  ledgers: readonly LockedLedger[],
): void {
  if (sumOf(receipt.allocations) === receipt.amountMinor) return;
  assertOpen(ledgers.filter(({ projectId }) => projectId === receipt.projectId));
}

/** As receipt.plan keeps it. */
export function planValue(allocations: readonly Allocation[]): { invoiceId: string; amountMinor: string }[] {
  return allocations.map(({ invoiceId, amountMinor }) => ({
    invoiceId,
    amountMinor: amountMinor.toString(),
  }));
}
