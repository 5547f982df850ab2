import { z } from 'zod';
import { Amount, Currency, Id, Instant, Version, openWordOf } from '../../fields.js';
import { quoteStatuses } from '../../vocabulary.js';
import { defineEvent } from '../envelope.js';
import { CpoState, exampleCpo } from './cpos.js';
import { CustomerState, exampleCustomerState } from './customers.js';
import { DocumentLine } from './documents.js';

/** A node of the budget that the project inherits. Parents are named by their code, and come before their children. */
export const QuoteBudgetNode = z.object({
  code: z.string(),
  parent: z.string().nullable(),
  name: z.string(),
  amount: Amount,
});
export type QuoteBudgetNode = z.input<typeof QuoteBudgetNode>;

export const QuoteState = z.object({
  id: Id,
  version: Version,
  number: z.string(),
  customerId: Id,
  customerName: z.string(),
  title: z.string(),
  currency: Currency,
  status: openWordOf(quoteStatuses),
  legalEntityId: z.string().nullable(),
  projectManagerId: Id.nullable(),
  lines: z.array(DocumentLine),
  totals: z.object({ net: Amount, tax: Amount, gross: Amount }),
  budgetNodes: z.array(QuoteBudgetNode),
  cpoId: Id.nullable(),
  projectId: Id.nullable(),
  sentAt: Instant.nullable(),
  approvedAt: Instant.nullable(),
});
export type QuoteState = z.input<typeof QuoteState>;

/**
 * An instruction to projects: this approval is to become one project, once (its natural key is the quote). Carries the
 * customer too, so that the project can be made before the customer’s own event has arrived.
 */
export const QuoteApproval = z.object({
  quote: QuoteState,
  cpo: CpoState,
  customer: CustomerState,
  approvedBy: Id.nullable(),
});
export type QuoteApproval = z.input<typeof QuoteApproval>;

const quote: QuoteState = {
  id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b71',
  version: 2,
  number: 'QUO-2026-0001',
  customerId: exampleCpo.customerId,
  customerName: 'Client A',
  title: 'System Implementation',
  currency: 'EUR',
  status: 'SENT',
  legalEntityId: null,
  projectManagerId: null,
  lines: [
    {
      no: 1,
      description: 'Implementation',
      quantity: '1',
      unitPrice: '8000.00',
      taxRate: '0',
      net: '8000.00',
    },
  ],
  totals: { net: '8000.00', tax: '0.00', gross: '8000.00' },
  budgetNodes: [{ code: '1', parent: null, name: 'Installation', amount: '8000.00' }],
  cpoId: null,
  projectId: null,
  sentAt: '2025-12-15T09:30:00.000Z',
  approvedAt: null,
};
const approved: QuoteState = {
  ...quote,
  version: 3,
  status: 'APPROVED',
  cpoId: exampleCpo.id,
  approvedAt: '2026-01-02T09:30:00.000Z',
};

export const quoteEvents = {
  quoteSent: defineEvent({
    type: 'billing.quote-sent.v1',
    summary: 'A quote went to the customer',
    schema: QuoteState,
    example: quote,
  }),
  quoteApproved: defineEvent({
    type: 'billing.quote-approved.v1',
    summary:
      'The customer’s purchase order was entered against a quote: the project is to create itself, once',
    schema: QuoteApproval,
    example: {
      quote: approved,
      cpo: exampleCpo,
      customer: exampleCustomerState,
      approvedBy: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b15',
    },
  }),
  quoteDeclined: defineEvent({
    type: 'billing.quote-declined.v1',
    summary: 'The customer does not want what was quoted',
    schema: QuoteState,
    example: { ...quote, version: 3, status: 'DECLINED' },
  }),
  quoteLinked: defineEvent({
    type: 'billing.quote-linked.v1',
    summary: 'A quote has its project: made of it, or linked later',
    schema: QuoteState,
    example: { ...approved, version: 4, projectId: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b31' },
  }),
} as const;
