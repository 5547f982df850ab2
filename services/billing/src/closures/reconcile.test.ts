import { describe, expect, it } from '@jest/globals';
import { ClosureReport } from '@closeout/contracts/events/projects';
import fc from 'fast-check';
import { settledOrder as order, settledProject as figures } from '../../test/support/figures.js';
import type { OrderFigures, ProjectFigures } from './figures.js';
import { reconcile } from './reconcile.js';

const now = new Date('2026-04-01T09:30:00.000Z');
const report = (more: Partial<ProjectFigures> = {}) => reconcile({ ...figures, ...more }, now);
const codes = (more: Partial<ProjectFigures>) => report(more).blockers.map(({ code }) => code);
const withOrder = (more: Partial<OrderFigures>) => report({ orders: [{ ...order, ...more }] });

describe('What stands in the place of the order', () => {
  it('is the sum of the orders that were not cancelled', () => {
    const orders: OrderFigures[] = [
      { ...order, amountMinor: 500000n, countsMinor: 500000n },
      { ...order, amountMinor: 300000n, countsMinor: 300000n },
      { ...order, status: 'CANCELLED' },
    ];
    expect(report({ orders, budgetMinor: 1n })).toMatchObject({
      basis: 'CPO',
      totals: { cpo: '8000.00', invoiced: '8000.00', received: '8000.00' },
      blockers: [],
    });
    expect(report({ orders }).cpos).toHaveLength(2);
  });

  it('is the budget where there is no order, and what was invoiced for time and materials', () => {
    expect(report()).toMatchObject({ basis: 'BUDGET', blockers: [] });
    expect(report({ orders: [{ ...order, status: 'CANCELLED' }] }).basis).toBe('BUDGET');
    const hours = { revenueModel: 'TIME_AND_MATERIALS', budgetMinor: 1n };
    expect(report(hours)).toMatchObject({ basis: 'INVOICED', totals: { cpo: '8000.00' }, blockers: [] });
    expect(report({ ...hours, orders: [order] }).basis).toBe('CPO');
  });

  it('counts as what was invoiced where direction accepted the mismatch', () => {
    const accepted = { amountMinor: 900000n, countsMinor: 800000n, mismatch: 'ACCEPTED' } as const;
    expect(withOrder(accepted)).toMatchObject({ totals: { cpo: '8000.00' }, blockers: [] });
    expect(withOrder(accepted).cpos).toMatchObject([{ amount: '9000.00', counts: '8000.00' }]);
  });
});

describe('Orders whose amounts together are what was invoiced and received', () => {
  const [all, none] = [
    { invoicedMinor: 800000n, receivedMinor: 800000n },
    { invoicedMinor: 0n, receivedMinor: 0n },
  ];
  const half = { ...order, amountMinor: 400000n, countsMinor: 400000n };

  it('close, also where a single one does not agree: nothing is proposed that would part the sums', () => {
    const orders: OrderFigures[] = [
      { ...half, ...all, mismatch: 'FOUND' },
      { ...half, ...none, mismatch: 'FOUND' },
    ];
    expect(report({ orders })).toMatchObject({ totals: { cpo: '8000.00' }, blockers: [] });
  });

  it('close whatever was accepted of them, one or all', () => {
    const accepted = { mismatch: 'ACCEPTED' } as const;
    const [first, second] = [
      { ...half, ...all, ...accepted, countsMinor: 800000n },
      { ...half, ...none, ...accepted, countsMinor: 0n },
    ];
    expect(report({ orders: [first, second] }).blockers).toEqual([]);
    expect(report({ orders: [first, { ...half, ...none, mismatch: 'FOUND' }] })).toMatchObject({
      totals: { cpo: '8000.00' },
      blockers: [],
    });
  });

  it('wait for direction where it was asked, and for orders that are open', () => {
    const asked = { ...half, ...all, status: 'DIRECTION_PENDING', mismatch: 'REPORTED' } as const;
    const orders: OrderFigures[] = [asked, { ...half, ...none, status: 'OPEN' }];
    const found = report({ orders }).blockers;
    expect(found.map(({ code }) => code)).toEqual(['cpo-direction-pending', 'cpo-open']);
    expect(found.map(({ action }) => action).join()).not.toMatch(/cancel|credit/i);
  });
});

describe('The invoice leg', () => {
  it('is left out where everything was collected by receipts alone, and the report says so', () => {
    expect(report({ invoicedMinor: 0n, hasInvoices: false })).toMatchObject({
      invoiceLeg: false,
      blockers: [],
    });
    expect(report({ invoicedMinor: 0n, hasInvoices: false, receivedMinor: 700000n }).blockers).toMatchObject([
      {
        code: 'sums-differ',
        expected: '8000.00',
        actual: '7000.00',
        difference: '1000.00',
        permission: 'receipts.issue',
      },
    ]);
  });

  it('stays where nothing was collected, and where invoices are all that says what was owed', () => {
    expect(report({ invoicedMinor: 0n, hasInvoices: false, receivedMinor: 0n })).toMatchObject({
      invoiceLeg: true,
    });
    expect(codes({ invoicedMinor: 0n, hasInvoices: false, receivedMinor: 0n })).toEqual(['sums-differ']);
    expect(codes({ invoicedMinor: 0n, hasInvoices: false, revenueModel: 'TIME_AND_MATERIALS' })).toEqual([
      'sums-differ',
    ]);
  });

  it('stays where invoices were credited: what was paid of them is the customer’s, to the last cent', () => {
    const paidBack = { ...{ invoicedMinor: 0n, receivedMinor: 30000n, budgetMinor: 30000n } };
    const spareReceipts = [
      {
        receiptId: figures.projectId,
        number: 'REC-2026-0001',
        milestoneId: null,
        tiedMinor: 30000n,
        freeMinor: 0n,
      },
    ];
    const found = report({ ...paidBack, spareReceipts });
    expect(found.invoiceLeg).toBe(true);
    expect(found.blockers.map(({ code }) => code)).toEqual(['sums-differ', 'sums-differ', 'credit-left']);
    expect(found.blockers.at(-1)?.action).toBe('Refund 300.00 EUR, or move them to the customer’s credit');
  });
});

const openInvoice = {
  invoiceId: order.id,
  number: 'INV-1',
  milestoneId: null,
  billedMinor: 800000n,
  paidMinor: 0n,
};
const spareReceipt = {
  receiptId: order.id,
  number: 'REC-1',
  milestoneId: null,
  tiedMinor: 800000n,
  freeMinor: 0n,
};

describe('Sums that agree are not enough', () => {
  const openInvoices = [openInvoice];
  const spareReceipts = [spareReceipt];

  it('where an invoice is due and money of the project settles nothing', () => {
    expect(codes({ openInvoices, spareReceipts })).toEqual(['invoice-not-settled', 'credit-left']);
  });

  it('but without one invoice receipts settle milestones, and nothing is left', () => {
    expect(codes({ invoicedMinor: 0n, hasInvoices: false, spareReceipts })).toEqual([]);
    const hours = {
      revenueModel: 'TIME_AND_MATERIALS',
      invoicedMinor: 0n,
      hasInvoices: false,
      spareReceipts,
    };
    expect(codes(hours)).toEqual(['sums-differ', 'credit-left']);
  });
});

const minor = fc.bigInt(0n, 10n ** 12n);
const anyOrder = fc.record({
  id: fc.constant(order.id),
  number: fc.constant('PO-1'),
  status: fc.constantFrom('OPEN', 'DIRECTION_PENDING', 'FINALIZED', 'CANCELLED'),
  amountMinor: minor,
  countsMinor: minor,
  invoicedMinor: minor,
  receivedMinor: minor,
  mismatch: fc.constantFrom(null, 'FOUND', 'REPORTED', 'ACCEPTED', 'REJECTED'),
  pendingVersion: fc.constantFrom(null, { no: 2, amountMinor: 1n }),
});
const anyFigures = fc.record({
  budgetMinor: minor,
  invoicedMinor: minor,
  receivedMinor: minor,
  revenueModel: fc.constantFrom(null, 'TIME_AND_MATERIALS', 'FIXED_PRICE'),
  orders: fc.array(anyOrder, { maxLength: 3 }),
  openInvoices: fc.array(fc.constant(openInvoice), { maxLength: 1 }),
  spareReceipts: fc.array(fc.constant(spareReceipt), { maxLength: 1 }),
});

it('never finds a project ready whose sums are not one, or with an order that is not settled', () => {
  fc.assert(
    fc.property(anyFigures, (more) => {
      const found = ClosureReport.parse(report(more));
      if (found.blockers.length > 0) return;
      const { cpo, invoiced, received } = found.totals;
      expect(cpo).toBe(received);
      if (found.invoiceLeg) expect(invoiced).toBe(received);
      expect(more.openInvoices).toEqual([]);
      if (found.invoiceLeg) expect(more.spareReceipts).toEqual([]);
      for (const { status } of found.cpos) expect(status).toBe('FINALIZED');
    }),
  );
});
