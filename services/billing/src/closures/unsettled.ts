import type { Blocker } from '@closeout/contracts/events/projects';
import { fromMinor, type Minor } from '@closeout/contracts/money';
import { namedRecord } from '@closeout/contracts/records';
import type { Clearing } from '../settlements/planSettlement.js';
import { blocker } from './blockers.js';
import { dueOf, sentence, stepAnswer, stepsOf, type Step } from './clearing.js';
import type { OpenInvoice, ProjectFigures, SpareReceipt } from './figures.js';

/**
 * Closed means settled: nothing of a project's invoices is due, and none of its money is left (domain model, "Financial closure").
 * A project that was collected by receipts alone has nothing to settle: its receipts are its milestones'.
 */
export function unsettled(figures: ProjectFigures, clearing: Clearing, invoiceLeg: boolean): Blocker[] {
  const { currency, openInvoices, spareReceipts, elsewhere } = figures;
  const show = (minor: Minor) => `${fromMinor(minor, currency)} ${currency}`;
  const planned = stepsOf(clearing, figures);
  const left = (minor: Minor, steps: readonly Step[]): Minor =>
    steps.reduce((rest, { amountMinor }) => rest - amountMinor, minor);

  const ofInvoice = (invoice: OpenInvoice): Blocker => {
    const { invoiceId, number, billedMinor, paidMinor } = invoice;
    const own = planned.filter((step) => step.invoiceId === invoiceId);
    const rest = left(dueOf(invoice), own);
    const steps: Step[] = [
      ...own,
      ...(rest > 0n
        ? [{ kind: 'RECEIVE' as const, amountMinor: rest, invoiceId, invoiceNumber: number }]
        : []),
    ];
    return {
      ...blocker(
        currency,
        { ...namedRecord('invoice', invoiceId), recordNumber: number },
        { expectedMinor: billedMinor, actualMinor: paidMinor },
        {
          code: 'invoice-not-settled',
          detail: `Of invoice ${number} over ${show(billedMinor)}, ${show(paidMinor)} are settled: ${show(dueOf(invoice))} are due.`,
          action: sentence(steps.map((step) => invoiceWay(step, show(step.amountMinor)))),
          permission: 'receipts.issue',
        },
      ),
      steps: steps.map((step) => stepAnswer(step, currency)),
    };
  };
  const ofReceipt = ({ receiptId, number, tiedMinor }: SpareReceipt): Blocker => {
    const own = planned.filter((step) => step.receiptId === receiptId && step.kind !== 'SETTLE_WITH_CREDIT');
    const rest = left(tiedMinor, own);
    const steps: Step[] = [
      ...own,
      ...(rest > 0n
        ? [{ kind: 'REFUND_OR_RELEASE' as const, amountMinor: rest, receiptId, receiptNumber: number }]
        : []),
    ];
    return {
      ...blocker(
        currency,
        { ...namedRecord('receipt', receiptId), recordNumber: number },
        { expectedMinor: 0n, actualMinor: tiedMinor },
        {
          code: 'credit-left',
          detail: `${show(tiedMinor)} of receipt ${number} are the project’s and settle nothing.`,
          action: sentence(steps.map((step) => receiptWay(step, show(step.amountMinor)))),
          permission: 'receipts.issue',
        },
      ),
      steps: steps.map((step) => stepAnswer(step, currency)),
    };
  };
  return [
    ...openInvoices.map(ofInvoice),
    ...(invoiceLeg ? spareReceipts.filter(({ tiedMinor }) => tiedMinor > 0n).map(ofReceipt) : []),
    ...elsewhere.map(({ receiptId, receiptNumber, invoiceNumber, amountMinor }) =>
      blocker(
        currency,
        { ...namedRecord('receipt', receiptId), recordNumber: receiptNumber },
        { expectedMinor: 0n, actualMinor: amountMinor },
        {
          code: 'allocated-elsewhere',
          detail: `${show(amountMinor)} of receipt ${receiptNumber} count for the project, but settle invoice ${invoiceNumber} of none.`,
          action: `Reverse ${receiptNumber}, and enter the payment for what it settles`,
          permission: 'receipts.issue',
        },
      ),
    ),
  ];
}

function invoiceWay({ kind, receiptNumber }: Step, amount: string): string {
  if (kind === 'SETTLE') return `settle it with ${amount} of ${receiptNumber}`;
  if (kind === 'SETTLE_WITH_CREDIT')
    return `settle it with ${amount} of the customer’s credit (${receiptNumber})`;
  if (kind === 'RELEASE_AND_SETTLE')
    return `move ${amount} of ${receiptNumber} to the customer’s credit and settle it with them`;
  return `issue a receipt over ${amount} that settles it`;
}

function receiptWay({ kind, invoiceNumber }: Step, amount: string): string {
  if (kind === 'SETTLE') return `settle ${amount} of ${invoiceNumber} with it`;
  if (kind === 'RELEASE_AND_SETTLE')
    return `move ${amount} to the customer’s credit and settle ${invoiceNumber} with them`;
  return `refund ${amount}, or move them to the customer’s credit`;
}
