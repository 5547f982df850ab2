import { fromMinor, type Blocker, type Minor } from '@closeout/contracts';
import { planSettlement } from '../settlements/planSettlement.js';
import { blocker } from './blockers.js';
import type { OpenInvoice, ProjectFigures, SpareReceipt } from './figures.js';

/**
 * Closed means settled: nothing of a project's invoices is due, and none of its money is left (domain model, "Financial closure").
 * A project that was collected by receipts alone has nothing to settle: its receipts are its milestones'.
 */
export function unsettled(figures: ProjectFigures, invoiceLeg: boolean): Blocker[] {
  const { currency, openInvoices, spareReceipts, elsewhere } = figures;
  const show = (minor: Minor) => `${fromMinor(minor, currency)} ${currency}`;
  const steps = planSettlement(
    spareReceipts.map((each) => ({ ...each, freeMinor: 0n })),
    openInvoices.map((each) => ({ ...each, ofProject: true, dueMinor: dueOf(each) })),
  ).map((step) => ({
    ...step,
    invoice: openInvoices.find(({ invoiceId }) => invoiceId === step.invoiceId)?.number,
    receipt: spareReceipts.find(({ receiptId }) => receiptId === step.receiptId)?.number,
  }));

  const ofInvoice = (invoice: OpenInvoice): Blocker => {
    const { invoiceId, number, billedMinor, paidMinor } = invoice;
    const own = steps.filter((step) => step.invoiceId === invoiceId);
    const rest = own.reduce((left, { amountMinor }) => left - amountMinor, dueOf(invoice));
    const ways = [
      ...own.map(({ receipt, amountMinor }) => `settle it with ${show(amountMinor)} of ${receipt}`),
      ...(rest > 0n ? [`issue a receipt over ${show(rest)} that settles it`] : []),
    ];
    return blocker(
      currency,
      { recordKind: 'INVOICE', recordId: invoiceId, recordNumber: number },
      { expectedMinor: billedMinor, actualMinor: paidMinor },
      {
        code: 'invoice-not-settled',
        detail: `Of invoice ${number} over ${show(billedMinor)}, ${show(paidMinor)} are settled: ${show(dueOf(invoice))} are due.`,
        action: sentence(ways),
        permission: 'receipts.issue',
      },
    );
  };
  const ofReceipt = ({ receiptId, number, tiedMinor }: SpareReceipt): Blocker => {
    const own = steps.filter((step) => step.receiptId === receiptId);
    const rest = own.reduce((left, { amountMinor }) => left - amountMinor, tiedMinor);
    const ways = [
      ...own.map(({ invoice, amountMinor }) => `settle ${show(amountMinor)} of ${invoice} with it`),
      ...(rest > 0n ? [`refund ${show(rest)}, or move them to the customer’s credit`] : []),
    ];
    return blocker(
      currency,
      { recordKind: 'RECEIPT', recordId: receiptId, recordNumber: number },
      { expectedMinor: 0n, actualMinor: tiedMinor },
      {
        code: 'credit-left',
        detail: `${show(tiedMinor)} of receipt ${number} are the project’s and settle nothing.`,
        action: sentence(ways),
        permission: 'receipts.issue',
      },
    );
  };
  return [
    ...openInvoices.map(ofInvoice),
    ...(invoiceLeg ? spareReceipts.map(ofReceipt) : []),
    ...elsewhere.map(({ receiptId, receiptNumber, invoiceNumber, amountMinor }) =>
      blocker(
        currency,
        { recordKind: 'RECEIPT', recordId: receiptId, recordNumber: receiptNumber },
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

const dueOf = ({ billedMinor, paidMinor }: OpenInvoice): Minor => billedMinor - paidMinor;

function sentence(ways: readonly string[]): string {
  const text = ways.join('; ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
