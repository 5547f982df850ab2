import { z } from 'zod';
import { Amount, Currency, Day } from '../../fields.js';
import { defineOperation } from '../operation.js';
import { Month, waitingLine } from '../summary.js';

export const billingWaitingCodes = [
  'invoices-to-issue',
  'invoices-overdue',
  'receipts-to-issue',
  'receipts-to-allocate',
  'orders-to-decide',
  'mismatches-to-report',
  'quotes-to-send',
  'quotes-unanswered',
] as const;
export type BillingWaitingCode = (typeof billingWaitingCodes)[number];

export const BillingSummary = z.object({
  today: Day.meta({ description: 'The seller’s day, which decides what is overdue' }),
  waiting: z.array(waitingLine(billingWaitingCodes)),
  months: z
    .array(
      z.object({
        month: Month,
        currency: Currency,
        invoiced: Amount.nullable().meta({
          description:
            'Invoices issued in the month less what was credited of them; null without invoices.view',
        }),
        received: Amount.nullable().meta({
          description: 'Receipts paid in the month that were not reversed; null without receipts.view',
        }),
        overdue: Amount.nullable().meta({
          description:
            'Due in the month, and not paid until today; what is older counts in the first month. null without invoices.view',
        }),
      }),
    )
    .meta({
      description: 'From half a year ago on, by month and currency; months without a document are left out',
    }),
});
export type BillingSummary = z.infer<typeof BillingSummary>;

export const getBillingSummary = defineOperation({
  id: 'getBillingSummary',
  service: 'billing',
  method: 'get',
  path: '/billing/summary',
  tag: 'Invoices',
  summary: 'What waits for me in billing, and what was invoiced and received',
  description: 'Counts and sums are of what the caller may see in the lists, and no more.',
  access: { anyOf: ['invoices.view', 'receipts.view', 'cpos.view', 'quotes.view', 'quotes.manage'] },
  status: 200,
  answer: BillingSummary,
  errors: [],
  examples: [
    {
      summary: 'Of someone in finance',
      response: {
        today: '2026-02-01',
        waiting: [
          {
            code: 'invoices-overdue',
            count: 1,
            amounts: [{ currency: 'EUR', amount: '1000.00' }],
            hours: null,
            records: [
              {
                id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b41',
                number: 'INV-2026-0001',
                title: 'Client A',
                count: 1,
                currency: 'EUR',
                amount: '1000.00',
                since: '2026-01-15',
              },
            ],
          },
        ],
        months: [
          { month: '2026-01', currency: 'EUR', invoiced: '4000.00', received: '3000.00', overdue: '1000.00' },
        ],
      },
    },
  ],
});
