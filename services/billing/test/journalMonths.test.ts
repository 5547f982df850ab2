import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { must, startWorld, type World } from './support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

/** The bank's account by the month in which the money moved. */
async function bankByMonth(): Promise<Record<string, number>> {
  const lines = must(await world.api.get('/api/v1/journal?account=BANK&limit=200'), 200).items;
  const months: Record<string, number> = {};
  for (const { valueDate, debit, credit } of lines) {
    const month = valueDate.slice(0, 7);
    months[month] = (months[month] ?? 0) + Math.round((Number(debit) - Number(credit)) * 100);
  }
  return Object.fromEntries(Object.entries(months).filter(([, minor]) => minor !== 0));
}

async function dashboard(): Promise<Record<string, number>> {
  const { months } = must(await world.api.get('/api/v1/billing/summary'), 200);
  const received = months.map(({ month, received }: any) => [month, Math.round(Number(received) * 100)]);
  return Object.fromEntries(received.filter(([, minor]: [string, number]) => minor !== 0));
}

it('the bank’s account by the day on which money moved is what the dashboard shows as received, month by month', async () => {
  const customer = await world.customer();
  const invoice = await world.invoice(customer.id, '100.00');
  const settles = { allocations: [{ invoiceId: invoice.id, amount: '60.00' }] };
  // Paid in January, booked in February; the last one bounces.
  await world.receipt(customer.id, '60.00', { paymentDate: '2026-01-30', ...settles });
  const rest = await world.receipt(customer.id, '70.00', { paymentDate: '2026-01-31' });
  const bounced = await world.receipt(customer.id, '15.50', { paymentDate: '2025-12-15' });
  expect(await bankByMonth()).toEqual({ '2025-12': 1550, '2026-01': 13000 });
  expect(await dashboard()).toEqual(await bankByMonth());

  world.clock.today = '2026-03-20';
  must(
    await world.api.post(`/api/v1/receipts/${rest.id}/allocations`, {
      invoiceId: invoice.id,
      amount: '40.00',
    }),
    201,
  );
  must(
    await world.api.post(`/api/v1/invoices/${invoice.id}/credit-notes`, {
      reason: 'Less',
      lines: [{ lineNo: 1, amount: '20.00' }],
    }),
    201,
  );
  const back = { amount: '45.00', refundDate: '2026-02-28', reason: 'Too much' };
  must(await world.api.post(`/api/v1/receipts/${rest.id}/refunds`, back), 201);
  must(await world.api.post(`/api/v1/receipts/${bounced.id}/reverse`, { reason: 'Bounced' }), 200);
  // A reversal takes the payment back where it was; money paid back leaves when it leaves.
  expect(await bankByMonth()).toEqual({ '2026-01': 13000, '2026-02': -4500 });
  expect(await dashboard()).toEqual(await bankByMonth());
});

it('and every line leads to its receipt, invoice, credit note or refund, and to the event that told of it', async () => {
  const { items } = must(await world.api.get('/api/v1/journal?limit=200'), 200);
  const told = new Map(
    (
      await world.database.query<{ id: string; type: string }>(
        'SELECT event_id AS id, type FROM kit.event_log',
      )
    ).map(({ id, type }) => [id, type]),
  );
  const about = items.map((line: any) => [
    ...[line.documentKind, line.account],
    [line.receiptNumber, line.invoiceNumber, line.creditNoteNumber, line.refundNumber]
      .filter(Boolean)
      .join(' '),
    told.get(line.eventId),
  ]);
  expect(about).toEqual([
    ['INVOICE', 'RECEIVABLE', 'INV-2026-0001', 'billing.invoice-issued.v1'],
    ['INVOICE', 'REVENUE', 'INV-2026-0001', 'billing.invoice-issued.v1'],
    ['RECEIPT', 'BANK', 'REC-2026-0001', 'billing.receipt-issued.v1'],
    ['RECEIPT', 'RECEIVABLE', 'REC-2026-0001 INV-2026-0001', 'billing.receipt-issued.v1'],
    ['RECEIPT', 'BANK', 'REC-2026-0002', 'billing.receipt-issued.v1'],
    ['RECEIPT', 'CUSTOMER_ADVANCES', 'REC-2026-0002', 'billing.receipt-issued.v1'],
    ['RECEIPT', 'BANK', 'REC-2026-0003', 'billing.receipt-issued.v1'],
    ['RECEIPT', 'CUSTOMER_ADVANCES', 'REC-2026-0003', 'billing.receipt-issued.v1'],
    [
      'ALLOCATION',
      'CUSTOMER_ADVANCES',
      'REC-2026-0002 INV-2026-0001',
      'billing.receipt-allocation-changed.v1',
    ],
    ['ALLOCATION', 'RECEIVABLE', 'REC-2026-0002 INV-2026-0001', 'billing.receipt-allocation-changed.v1'],
    ['CREDIT_NOTE', 'REVENUE', 'INV-2026-0001 CRN-2026-0001', 'billing.credit-note-issued.v1'],
    [
      'CREDIT_NOTE',
      'CUSTOMER_ADVANCES',
      'REC-2026-0002 INV-2026-0001 CRN-2026-0001',
      'billing.credit-note-issued.v1',
    ],
    ['REFUND', 'CUSTOMER_ADVANCES', 'REC-2026-0002 RFD-2026-0001', 'billing.refund-issued.v1'],
    ['REFUND', 'BANK', 'REC-2026-0002 RFD-2026-0001', 'billing.refund-issued.v1'],
    ['REVERSAL', 'BANK', 'REC-2026-0003', 'billing.receipt-reversed.v1'],
    ['REVERSAL', 'CUSTOMER_ADVANCES', 'REC-2026-0003', 'billing.receipt-reversed.v1'],
  ]);
});
