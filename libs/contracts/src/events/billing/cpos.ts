import { z } from 'zod';
import { Amount, Currency, Id, Instant, Version, openWordOf } from '../../fields.js';
import { cpoStatuses, cpoVersionStatuses, mismatchStatuses } from '../../vocabulary.js';
import { defineEvent } from '../envelope.js';

export const CpoVersion = z.object({
  no: z.int().min(1),
  amount: Amount,
  status: openWordOf(cpoVersionStatuses),
  reason: z.string().nullable().meta({ description: 'Why the order changed' }),
  createdAt: Instant,
  createdBy: Id.nullable(),
  decidedAt: Instant.nullable(),
  decidedBy: Id.nullable(),
  decisionReason: z.string().nullable(),
});
export type CpoVersion = z.input<typeof CpoVersion>;

/** Ordered, invoiced and received are not the same, and what became of it. */
export const CpoMismatch = z.object({
  status: openWordOf(mismatchStatuses),
  ordered: Amount,
  invoiced: Amount,
  received: Amount,
  difference: Amount.meta({ description: 'Ordered less invoiced; less received where that is what differs' }),
  reason: z.string().nullable().meta({ description: 'Direction’s, or that of whoever reported it' }),
  decidedBy: Id.nullable(),
  decidedAt: Instant.nullable(),
});
export type CpoMismatch = z.input<typeof CpoMismatch>;

export const CpoState = z.object({
  id: Id,
  version: Version,
  number: z.string(),
  customerId: Id,
  customerName: z.string(),
  projectId: Id.nullable(),
  quoteId: Id.nullable(),
  budgetNodeId: Id.nullable(),
  amount: Amount.meta({ description: 'Of the version that counts' }),
  currency: Currency,
  status: openWordOf(cpoStatuses),
  versions: z.array(CpoVersion),
  mismatch: CpoMismatch.nullable(),
});
export type CpoState = z.input<typeof CpoState>;

const sales = '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b15';
const direction = '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b16';
const first: CpoVersion = {
  no: 1,
  amount: '8000.00',
  status: 'APPROVED',
  reason: null,
  createdAt: '2026-01-02T09:30:00.000Z',
  createdBy: sales,
  decidedAt: '2026-01-02T09:30:00.000Z',
  decidedBy: sales,
  decisionReason: null,
};
const second: CpoVersion = {
  no: 2,
  amount: '9000.00',
  status: 'DIRECTION_PENDING',
  reason: 'A second server',
  createdAt: '2026-02-02T09:30:00.000Z',
  createdBy: sales,
  decidedAt: null,
  decidedBy: null,
  decisionReason: null,
};
export const exampleCpo: CpoState = {
  id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b61',
  version: 1,
  number: 'PO-4711',
  customerId: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b21',
  customerName: 'Client A',
  projectId: null,
  quoteId: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b71',
  budgetNodeId: null,
  amount: '8000.00',
  currency: 'EUR',
  status: 'OPEN',
  versions: [first],
  mismatch: null,
};
const projectId = '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b31';
const found: CpoMismatch = {
  status: 'FOUND',
  ordered: '8000.00',
  invoiced: '7500.00',
  received: '7500.00',
  difference: '500.00',
  reason: null,
  decidedBy: null,
  decidedAt: null,
};
const finalized: CpoState = { ...exampleCpo, version: 3, projectId, status: 'FINALIZED', mismatch: found };

export const cpoEvents = {
  cpoEntered: defineEvent({
    type: 'billing.cpo-entered.v1',
    summary: 'A customer’s purchase order was entered',
    schema: CpoState,
    example: exampleCpo,
  }),
  cpoLinked: defineEvent({
    type: 'billing.cpo-linked.v1',
    summary: 'A purchase order was linked to its project',
    schema: CpoState,
    example: { ...exampleCpo, version: 2, projectId },
  }),
  cpoVersionCreated: defineEvent({
    type: 'billing.cpo-version-created.v1',
    summary: 'The customer changed the order; the new version waits for direction before it counts',
    schema: CpoState,
    example: { ...exampleCpo, version: 3, projectId, status: 'DIRECTION_PENDING', versions: [first, second] },
  }),
  cpoVersionDecided: defineEvent({
    type: 'billing.cpo-version-decided.v1',
    summary: 'Direction approved or rejected a version of an order',
    schema: CpoState,
    example: {
      ...exampleCpo,
      version: 4,
      projectId,
      amount: '9000.00',
      versions: [
        first,
        { ...second, status: 'APPROVED', decidedAt: '2026-02-03T09:30:00.000Z', decidedBy: direction },
      ],
    },
  }),
  cpoFinalized: defineEvent({
    type: 'billing.cpo-finalized.v1',
    summary: 'An order is fully worked off; nothing more is invoiced against it',
    schema: CpoState,
    example: { ...finalized, mismatch: null },
  }),
  cpoReopened: defineEvent({
    type: 'billing.cpo-reopened.v1',
    summary: 'A finalized order is open again: its project was reopened, or direction rejected its mismatch',
    schema: CpoState,
    example: { ...finalized, version: 5, status: 'OPEN', mismatch: null },
  }),
  cpoCancelled: defineEvent({
    type: 'billing.cpo-cancelled.v1',
    summary: 'The customer withdrew an order',
    schema: CpoState,
    example: { ...exampleCpo, version: 2, status: 'CANCELLED' },
  }),
  cpoMismatchFound: defineEvent({
    type: 'billing.cpo-mismatch-found.v1',
    summary: 'An order was finalized, and its amount is not what was invoiced or received',
    schema: CpoState,
    example: finalized,
  }),
  cpoMismatchReported: defineEvent({
    type: 'billing.cpo-mismatch-reported.v1',
    summary: 'A mismatch waits for direction',
    schema: CpoState,
    example: {
      ...finalized,
      version: 4,
      status: 'DIRECTION_PENDING',
      mismatch: { ...found, status: 'REPORTED', reason: 'The customer paid less, see the letter' },
    },
  }),
  cpoMismatchResolved: defineEvent({
    type: 'billing.cpo-mismatch-resolved.v1',
    summary: 'Direction accepted or rejected a mismatch, or it went away by itself',
    schema: CpoState,
    example: {
      ...finalized,
      version: 5,
      mismatch: {
        ...found,
        status: 'ACCEPTED',
        reason: 'A discount that was agreed',
        decidedBy: direction,
        decidedAt: '2026-03-20T09:30:00.000Z',
      },
    },
  }),
} as const;
