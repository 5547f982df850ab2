import { z } from 'zod';
import { Amount, Currency, Id, Instant, Version, openWordOf, passedOn } from '../../fields.js';
import {
  blockerCodes,
  blockerRecordKinds,
  blockerStepKinds,
  closureBases,
  closureOutcomes,
  cpoStatuses,
} from '../../vocabulary.js';
import { defineEvent } from '../envelope.js';
import { exampleProjectState, ProjectState } from './lifecycle.js';

/** One thing that clears a blocker. */
export const BlockerStep = z.object({
  kind: openWordOf(blockerStepKinds).meta({
    description:
      'SETTLE: the project’s money settles the invoice. SETTLE_WITH_CREDIT: the customer’s credit does. RELEASE_AND_SETTLE: money that is tied to another milestone does, once it is moved to the customer’s credit. RECEIVE: only a further payment does. REFUND_OR_RELEASE: money that nothing is due for is paid back, or moved to the customer’s credit.',
  }),
  amount: Amount,
  receiptId: Id.optional(),
  receiptNumber: z.string().optional(),
  invoiceId: Id.optional(),
  invoiceNumber: z.string().optional(),
});
export type BlockerStep = z.input<typeof BlockerStep>;

/** One thing that keeps a project from financial closure, and who can clear it. */
export const Blocker = z.object({
  code: openWordOf(blockerCodes),
  recordKind: openWordOf(blockerRecordKinds),
  recordId: Id,
  recordNumber: z.string().optional().meta({ description: 'Of an invoice or a receipt' }),
  expected: Amount.nullable(),
  actual: Amount.nullable(),
  difference: Amount.nullable(),
  detail: z.string(),
  action: z.string().meta({ description: 'What would clear it, for a person to read' }),
  permission: z.string().meta({ description: 'Who may do that' }),
  hours: z
    .string()
    .optional()
    .meta({ description: 'Of work-not-invoiced: how many', examples: ['8.00'] }),
  steps: z.array(BlockerStep).optional().meta({
    description:
      'Of invoice-not-settled, credit-left, and sums-differ where the customer has credit for what is missing: what clears it, in this order. Settling the project with `credit` does all of SETTLE and SETTLE_WITH_CREDIT in one go',
  }),
});
export type Blocker = z.input<typeof Blocker>;
/** As billing said it, with words that may be newer than this release. */
export type ReceivedBlocker = z.output<typeof Blocker>;

/** Approved billable hours that no invoice and no mark accounts for. */
export const UnbilledWork = z.object({
  hours: z.string().meta({ description: 'With two decimals', examples: ['8.00'] }),
  amount: Amount.nullable().meta({ description: 'At the project’s hourly rate; null where it has none' }),
});
export type UnbilledWork = z.input<typeof UnbilledWork>;

/** What a decision about a financial closure rests on. Kept with it as evidence. */
export const ClosureReport = z.object({
  projectId: Id,
  projectVersion: Version,
  decidedAt: Instant,
  currency: Currency,
  basis: openWordOf(closureBases).meta({
    description:
      'What stands in the place of the order: CPO, BUDGET, or INVOICED for time and materials without a CPO',
  }),
  invoiceLeg: z.boolean().meta({ description: 'false: collected by receipts alone, without one invoice' }),
  totals: z.object({ cpo: Amount, invoiced: Amount, received: Amount }),
  cpos: z.array(
    z.object({
      id: Id,
      number: z.string(),
      status: openWordOf(cpoStatuses),
      amount: Amount,
      counts: Amount.meta({
        description: 'The amount, or what was invoiced where direction accepted the mismatch',
      }),
      invoiced: Amount,
      received: Amount,
    }),
  ),
  blockers: z.array(Blocker),
  work: UnbilledWork.optional().meta({
    description: 'Of time and materials: the hours that are not settled',
  }),
});
export type ClosureReport = z.input<typeof ClosureReport>;
/** As billing said it, with words that may be newer than this release. */
export type ReceivedReport = z.output<typeof ClosureReport>;

/** A question to billing: may this project be finalized? The same id, however often it is asked. */
export const ClosureRequest = z.object({
  closureId: Id,
  version: Version,
  projectId: Id,
  projectVersion: Version,
  attempt: z.int().min(1),
  requestedBy: Id.nullable(),
  requestedAt: Instant,
  work: UnbilledWork.optional().meta({
    description: 'Of the project as it stays until the decision',
  }),
});
export type ClosureRequest = z.input<typeof ClosureRequest>;

/** The question no longer stands: the project was reopened, or another closure took its place. */
export const ClosureWithdrawal = z.object({
  closureId: Id,
  version: Version,
  projectId: Id,
  reason: z.string(),
  withdrawnAt: Instant,
});
export type ClosureWithdrawal = z.input<typeof ClosureWithdrawal>;

export const ClosureState = z.object({
  closureId: Id,
  version: Version,
  project: ProjectState,
  status: openWordOf(closureOutcomes),
  requestedBy: Id.nullable(),
  requestedAt: Instant,
  concludedAt: Instant,
  report: passedOn(ClosureReport),
});
export type ClosureState = z.input<typeof ClosureState>;

export const StalledClosure = z.object({
  closureId: Id,
  version: Version,
  project: ProjectState,
  attempts: z.int(),
  requestedAt: Instant,
});
export type StalledClosure = z.input<typeof StalledClosure>;

const closureId = '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b3a';
const finance = '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b14';
const closing: ProjectState = { ...exampleProjectState, version: 5, status: 'TECHNICALLY_CLOSED' };

export const exampleReport: ClosureReport = {
  projectId: exampleProjectState.id,
  projectVersion: 5,
  decidedAt: '2026-04-01T09:30:01.000Z',
  currency: 'EUR',
  basis: 'CPO',
  invoiceLeg: true,
  totals: { cpo: '8000.00', invoiced: '8000.00', received: '8000.00' },
  cpos: [
    {
      id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b61',
      number: 'PO-4711',
      status: 'FINALIZED',
      amount: '8000.00',
      counts: '8000.00',
      invoiced: '8000.00',
      received: '8000.00',
    },
  ],
  blockers: [],
};

export const closureEvents = {
  closureRequested: defineEvent({
    type: 'projects.closure-requested.v1',
    summary:
      'Billing is asked whether a project may be finalized; asked again with the same id when no answer comes',
    schema: ClosureRequest,
    example: {
      closureId,
      version: 1,
      projectId: exampleProjectState.id,
      projectVersion: 5,
      attempt: 1,
      requestedBy: finance,
      requestedAt: '2026-04-01T09:30:00.000Z',
    },
  }),
  closureWithdrawn: defineEvent({
    type: 'projects.closure-withdrawn.v1',
    summary: 'A financial closure no longer stands; billing unlocks what it locked for it',
    schema: ClosureWithdrawal,
    example: {
      closureId,
      version: 2,
      projectId: exampleProjectState.id,
      reason: 'The project was reopened',
      withdrawnAt: '2026-04-01T09:31:00.000Z',
    },
  }),
  closureConcluded: defineEvent({
    type: 'projects.closure-concluded.v1',
    summary:
      'A financial closure came to its end: the project is finalized, or was refused with the blockers',
    schema: ClosureState,
    example: {
      closureId,
      version: 2,
      project: { ...closing, version: 6, status: 'FINALIZED' },
      status: 'FINALIZED',
      requestedBy: finance,
      requestedAt: '2026-04-01T09:30:00.000Z',
      concludedAt: '2026-04-01T09:30:02.000Z',
      report: exampleReport,
    },
  }),
  closureStalled: defineEvent({
    type: 'projects.closure-stalled.v1',
    summary: 'A financial closure has had no answer for long, however often billing was asked; said once',
    schema: StalledClosure,
    example: {
      closureId,
      version: 6,
      project: closing,
      attempts: 5,
      requestedAt: '2026-04-01T09:30:00.000Z',
    },
  }),
} as const;
