import { describe, expect, it } from '@jest/globals';
import { permissionCatalog } from '@closeout/contracts';
import { settledProject as project } from '../../test/support/figures.js';
import type { OpenInvoice, SpareReceipt } from './figures.js';
import { unsettled } from './unsettled.js';

const invoice = (no: number, paidMinor = 0n, more: Partial<OpenInvoice> = {}): OpenInvoice => ({
  ...{ invoiceId: `i${no}`, number: `INV-${no}`, milestoneId: null, billedMinor: 100000n, paidMinor },
  ...more,
});
const receipt = (no: number, tiedMinor: bigint, more: Partial<SpareReceipt> = {}): SpareReceipt => ({
  ...{ receiptId: `r${no}`, number: `REC-${no}`, milestoneId: null, tiedMinor },
  ...more,
});
const of = (openInvoices: OpenInvoice[], spareReceipts: SpareReceipt[] = [], invoiceLeg = true) =>
  unsettled({ ...project, openInvoices, spareReceipts }, invoiceLeg);
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

  it('is never proposed to be settled by money of another milestone', () => {
    expect(told([invoice(1, 0n, { milestoneId: 'm1' })], [receipt(1, 5000n, { milestoneId: 'm2' })])).toEqual(
      [
        'invoice-not-settled: Issue a receipt over 1000.00 EUR that settles it',
        'credit-left: Refund 50.00 EUR, or move them to the customer’s credit',
      ],
    );
  });

  it('is nothing where a project was collected by receipts alone', () => {
    expect(of([], [receipt(1, 800000n)], false)).toEqual([]);
  });

  it('is also what counts for the project and settles an invoice of none, as an earlier rule allowed', () => {
    const elsewhere = [
      { receiptId: 'r1', receiptNumber: 'REC-1', invoiceNumber: 'INV-9', amountMinor: 100000n },
    ];
    expect(unsettled({ ...project, elsewhere }, true)).toMatchObject([
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
