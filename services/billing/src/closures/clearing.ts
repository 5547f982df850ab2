import type { BlockerStep } from '@closeout/contracts/events/projects';
import { fromMinor, type Minor } from '@closeout/contracts/money';
import { planClearing, type Clearing } from '../settlements/planSettlement.js';
import type { OpenInvoice, ProjectFigures } from './figures.js';

export const dueOf = ({ billedMinor, paidMinor }: OpenInvoice): Minor => billedMinor - paidMinor;

/** How a project's invoices can be settled, as settling the project with the customer's credit does it (settlements/settleProject.ts). */
export const clearingOf = ({
  projectId,
  openInvoices,
  spareReceipts,
}: Pick<ProjectFigures, 'projectId' | 'openInvoices' | 'spareReceipts'>): Clearing =>
  planClearing(
    spareReceipts.map((each) => ({ ...each, projectId })),
    openInvoices.map((each) => ({ ...each, projectId, dueMinor: dueOf(each) })),
  );

export const creditOf = ({ settled }: Clearing): Minor =>
  settled.reduce((sum, { fromFreeMinor }) => sum + fromFreeMinor, 0n);

type Kind = 'SETTLE' | 'SETTLE_WITH_CREDIT' | 'RELEASE_AND_SETTLE' | 'RECEIVE' | 'REFUND_OR_RELEASE';

export interface Step extends Omit<BlockerStep, 'kind' | 'amount'> {
  kind: Kind;
  amountMinor: Minor;
}

/** What is planned, step by step: the order of kinds is that in which people are told. */
export function stepsOf(
  { settled, released }: Clearing,
  { openInvoices, spareReceipts }: Pick<ProjectFigures, 'openInvoices' | 'spareReceipts'>,
): Step[] {
  const steps = [
    ...settled.map((each) => ({
      ...each,
      kind: 'SETTLE' as const,
      amountMinor: each.amountMinor - each.fromFreeMinor,
    })),
    ...settled.map((each) => ({
      ...each,
      kind: 'SETTLE_WITH_CREDIT' as const,
      amountMinor: each.fromFreeMinor,
    })),
    ...released.map((each) => ({ ...each, kind: 'RELEASE_AND_SETTLE' as const })),
  ];
  return steps
    .filter(({ amountMinor }) => amountMinor > 0n)
    .map(({ kind, amountMinor, receiptId, invoiceId }) => ({
      ...{ kind, amountMinor, receiptId, invoiceId },
      receiptNumber: spareReceipts.find((each) => each.receiptId === receiptId)?.number ?? '',
      invoiceNumber: openInvoices.find((each) => each.invoiceId === invoiceId)?.number ?? '',
    }));
}

export const stepAnswer = ({ kind, amountMinor, ...about }: Step, currency: string): BlockerStep => ({
  kind,
  amount: fromMinor(amountMinor, currency),
  ...about,
});

/** "Settle it with …; issue a receipt over … that settles it". */
export function sentence(ways: readonly string[]): string {
  const text = ways.join('; ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
