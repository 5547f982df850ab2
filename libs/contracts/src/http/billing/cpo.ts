import { z } from 'zod';
import { Amount, Currency, Id, Instant, lineOfText } from '../../fields.js';
import { CpoMismatch, CpoState, CpoVersion } from '../../events/billing.js';
import { Warning } from '../warning.js';
import { Doer, IdParams, PositiveAmountInput, ProjectName } from './documents.js';
import { cpoStatuses, cpoVersionStatuses, mismatchStatuses } from '../../vocabulary.js';
import { limits } from '../../limits.js';

export const CpoStatus = z.enum(cpoStatuses);

/** The customer’s own number of the order. */
export const CpoNumber = lineOfText(limits.cpo.number).meta({
  description: 'The customer’s own number',
  examples: ['PO-4711'],
});

export const CreateCpoBody = z
  .strictObject({
    customerId: Id,
    number: CpoNumber,
    amount: PositiveAmountInput,
    currency: Currency,
    projectId: Id.nullable().default(null),
    quoteId: Id.nullable()
      .default(null)
      .meta({ description: 'A quote that was sent: the order approves it' }),
    budgetNodeId: Id.nullable()
      .default(null)
      .meta({ description: 'A node of the project’s budget; kept as given' }),
  })
  .refine((body) => body.budgetNodeId === null || body.projectId !== null, {
    path: ['budgetNodeId'],
    error: 'a budget node belongs to a project: name the project too',
  });

const CpoActionName = z.enum([
  'versions',
  'versions/approve',
  'versions/reject',
  'link',
  'finalize',
  'mismatch/report',
  'mismatch/accept',
  'mismatch/reject',
  'reopen',
  'cancel',
]);
export const MismatchStatus = z.enum(mismatchStatuses);

/** A customer’s purchase order. */
export const Cpo = CpoState.extend({
  status: CpoStatus,
  project: ProjectName.nullable(),
  versions: z.array(
    CpoVersion.extend({
      status: z.enum(cpoVersionStatuses),
      createdByName: z.string().nullable(),
      decidedByName: z.string().nullable(),
    }),
  ),
  mismatch: CpoMismatch.extend({
    status: MismatchStatus,
    decidedByName: z.string().nullable(),
    report: z
      .object({ reason: z.string(), by: Doer, at: Instant.nullable() })
      .nullable()
      .meta({ description: 'Who reported it to direction, and why' }),
  }).nullable(),
  actions: z.array(CpoActionName).meta({ description: 'What is possible now, for those who may' }),
  blocked: z
    .array(z.object({ action: CpoActionName, code: z.string(), detail: z.string() }))
    .meta({ description: 'What its status would allow, and what stands in the way' }),
  drawdown: z
    .object({
      ordered: Amount,
      invoiced: Amount.meta({ description: 'Gross less credited' }),
      received: Amount,
      left: Amount.meta({ description: 'Ordered less invoiced; below zero when more was invoiced' }),
    })
    .meta({
      description:
        'The order’s share of what was invoiced and received for its project: the invoices pinned to it with what settles them, and of ' +
        'what names no order so much as older orders leave of it (what is beyond all of them is the youngest’s)',
    }),
  warnings: z.array(Warning).optional().meta({
    description: '`order-below-quote` while the budget of the project is above what was ordered',
  }),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Cpo = z.infer<typeof Cpo>;

const CpoChangeAction = z.enum([
  'entered',
  'linked',
  'version-created',
  'version-approved',
  'version-rejected',
  'finalized',
  'reopened',
  'cancelled',
  'mismatch-found',
  'mismatch-reported',
  'mismatch-accepted',
  'mismatch-rejected',
  'mismatch-gone',
]);

/** One line of an order’s history. */
export const CpoChange = z.object({
  no: z.int().meta({ description: 'The version of the order that it made' }),
  action: CpoChangeAction,
  at: Instant,
  by: Doer.nullable().meta({ description: 'null: it followed by itself' }),
  reason: z.string().nullable(),
  currency: Currency,
  versionNo: z.int().nullable(),
  amount: Amount.nullable().meta({ description: 'Of the version that it is about' }),
  difference: Amount.nullable().meta({ description: 'Of the mismatch that it is about' }),
});

export const VersionParams = z.strictObject({ id: Id, no: z.coerce.number().int().min(1).max(1_000_000) });

/** How two versions of an order differ. */
export const CpoDifference = z.object({
  cpoId: Id,
  currency: Currency,
  no: z.int(),
  against: z.int(),
  amount: z.object({
    from: Amount,
    to: Amount,
    difference: Amount.meta({ description: 'To less from' }),
  }),
  changes: z
    .array(z.object({ field: z.string(), from: z.string().nullable(), to: z.string().nullable() }))
    .meta({ description: 'Every field that is not the same' }),
});

/** What operations on orders have in common. */
export const ofCpos = { service: 'billing', tag: 'Purchase orders' } as const;
export const cpoAction = { ...ofCpos, method: 'post', params: IdParams, status: 200, answer: Cpo } as const;
export const stateErrors = [
  'cpo-not-found',
  'transition-not-allowed',
  'project-locked',
  'stale-version',
] as const;
