import { describe, expect, it } from '@jest/globals';
import { permissionCatalog } from '@closeout/contracts/permissions';
import { settledProject as project } from '../../test/support/figures.js';
import { clearingOf } from './clearing.js';
import type { OpenInvoice, SpareReceipt } from './figures.js';
import { unsettled } from './unsettled.js';

const invoice = (no: number, paidMinor = 0n, more: Partial<OpenInvoice> = {}): OpenInvoice => ({
  ...{ invoiceId: `i${no}`, number: `INV-${no}`, milestoneId: null, billedMinor: 100000n, paidMinor },
  ...more,
});
const receipt = (no: number, tiedMinor: bigint, more: Partial<SpareReceipt> = {}): SpareReceipt => ({
  ...{ receiptId: `r${no}`, number: `REC-${no}`, milestoneId: null, tiedMinor, freeMinor: 0n },
  ...more,
});
const of = (openInvoices: OpenInvoice[], spareReceipts: SpareReceipt[] = [], invoiceLeg = true) => {
  const figures = { ...project, openInvoices, spareReceipts };
  return unsettled(figures, clearingOf(figures), invoiceLeg);
};
const told = (...args: Parameters<typeof of>) => of(...args).map(({ code, action }) => `${code}: ${action}`);

describe('What is not settled', () => {
  it('is told of each invoice with what is due of it, and who can settle it', () => {
    expect(of([invoice(1, 40000n)])).toEqual([
      {
        code: 'invoice-not-settled',
        recordKind: 'INVOICE',
        recordId: 'i1',
        recordNumber: 'INV-1',
        expected: '1000.00',
        actual: '400.00',
        difference: '600.00',
        detail: 'Of invoice INV-1 over 1000.00 EUR, 400.00 EUR are settled: 600.00 EUR are due.',
        action: 'Issue a receipt over 600.00 EUR that settles it',
        permission: 'receipts.issue',
        steps: [{ kind: 'RECEIVE', amount: '600.00', invoiceId: 'i1', invoiceNumber: 'INV-1' }],
      },
    ]);
  });

  it('is told of the money that the project has for it, and of what would be left', () => {
    expect(told([invoice(1), invoice(2)], [receipt(1, 30000n), receipt(2, 200000n)])).toEqual([
      'invoice-not-settled: Settle it with 300.00 EUR of REC-1; settle it with 700.00 EUR of REC-2',
      'invoice-not-settled: Settle it with 1000.00 EUR of REC-2',
      'credit-left: Settle 300.00 EUR of INV-1 with it',
      'credit-left: Settle 700.00 EUR of INV-1 with it; settle 1000.00 EUR of INV-2 with it; refund 300.00 EUR, or move them to the customer’s credit',
    ]);
    expect(of([], [receipt(1, 10000n)])).toMatchObject([
      {
        code: 'credit-left',
        recordKind: 'RECEIPT',
        recordId: 'r1',
        expected: '0.00',
        actual: '100.00',
        difference: '-100.00',
        detail: '100.00 EUR of receipt REC-1 are the project’s and settle nothing.',
        action: 'Refund 100.00 EUR, or move them to the customer’s credit',
      },
    ]);
  });

  it('is settled by money of another milestone only once that is moved to the customer’s credit', () => {
    const ofOne = invoice(1, 0n, { milestoneId: 'm1' });
    expect(told([ofOne], [receipt(1, 5000n, { milestoneId: 'm2' })])).toEqual([
      'invoice-not-settled: Move 50.00 EUR of REC-1 to the customer’s credit and settle it with them; issue a receipt over 950.00 EUR that settles it',
      'credit-left: Move 50.00 EUR to the customer’s credit and settle INV-1 with them',
    ]);
    expect(told([ofOne], [receipt(1, 120000n, { milestoneId: 'm2' })])).toEqual([
      'invoice-not-settled: Move 1000.00 EUR of REC-1 to the customer’s credit and settle it with them',
      'credit-left: Move 1000.00 EUR to the customer’s credit and settle INV-1 with them; refund 200.00 EUR, or move them to the customer’s credit',
    ]);
  });

  it('is settled with the customer’s credit as far as it goes, before a further payment is asked for', () => {
    const credit = receipt(9, 0n, { freeMinor: 60000n });
    expect(told([invoice(1)], [credit])).toEqual([
      'invoice-not-settled: Settle it with 600.00 EUR of the customer’s credit (REC-9); issue a receipt over 400.00 EUR that settles it',
    ]);
    const own = receipt(1, 30000n, { freeMinor: 20000n });
    expect(told([invoice(1)], [own, credit])).toEqual([
      'invoice-not-settled: Settle it with 300.00 EUR of REC-1; settle it with 200.00 EUR of the customer’s credit (REC-1); settle it with 500.00 EUR of the customer’s credit (REC-9)',
      'credit-left: Settle 300.00 EUR of INV-1 with it',
    ]);
  });

  it('leaves the customer’s credit alone where the project has money enough: sums that agree stay so', () => {
    const receipts = [receipt(1, 100000n, { milestoneId: 'm2' }), receipt(9, 0n, { freeMinor: 100000n })];
    expect(told([invoice(1, 0n, { milestoneId: 'm1' })], receipts)).toEqual([
      'invoice-not-settled: Move 1000.00 EUR of REC-1 to the customer’s credit and settle it with them',
      'credit-left: Move 1000.00 EUR to the customer’s credit and settle INV-1 with them',
    ]);
  });

  it('is nothing where a project was collected by receipts alone', () => {
    expect(of([], [receipt(1, 800000n)], false)).toEqual([]);
  });

  it('is also what counts for the project and settles an invoice of none, as an earlier rule allowed', () => {
    const elsewhere = [
      { receiptId: 'r1', receiptNumber: 'REC-1', invoiceNumber: 'INV-9', amountMinor: 100000n },
    ];
    const none = { settled: [], released: [] };
    expect(unsettled({ ...project, elsewhere }, none, true)).toMatchObject([
      {
        code: 'allocated-elsewhere',
        recordId: 'r1',
        actual: '1000.00',
        detail: '1000.00 EUR of receipt REC-1 count for the project, but settle invoice INV-9 of none.',
      },
    ]);
  });

  it('is cleared by a permission that there is', () => {
    for (const { permission } of of([invoice(1)], [receipt(1, 1n)]))
      expect(Object.keys(permissionCatalog)).toContain(permission);
  });
});
