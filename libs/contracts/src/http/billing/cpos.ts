import { z } from 'zod';
import { Instant } from '../../dates.js';
import { CpoMismatch, CpoState, CpoVersion } from '../../events/billing.js';
import { Id } from '../../ids.js';
import { Amount, Currency } from '../../money.js';
import { defineOperation } from '../../operation.js';
import { page, PageQuery } from '../../page.js';
import { Warning } from '../warning.js';
import { lineOfText } from '../text.js';
import { Doer, IdParams, PositiveAmountInput, ProjectName } from './documents.js';
import { OptionalReason, ReasonText, RequiredReason } from './reasons.js';

export const CpoStatus = z.enum(['OPEN', 'DIRECTION_PENDING', 'FINALIZED', 'CANCELLED']);

/** The customer’s own number of the order. */
export const CpoNumber = lineOfText(100).meta({
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
const MismatchStatus = z.enum(['FOUND', 'REPORTED', 'ACCEPTED', 'REJECTED']);

/** A customer’s purchase order. */
export const Cpo = CpoState.extend({
  status: CpoStatus,
  project: ProjectName.nullable(),
  versions: z.array(
    CpoVersion.extend({
      status: z.enum(['DIRECTION_PENDING', 'APPROVED', 'REJECTED']),
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

const VersionParams = z.strictObject({ id: Id, no: z.coerce.number().int().min(1).max(1_000_000) });

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

const common = { service: 'billing', tag: 'Purchase orders' } as const;
const action = { ...common, method: 'post', params: IdParams, status: 200, answer: Cpo } as const;
const versionAction = { ...action, params: VersionParams } as const;
const manage = { permission: 'cpos.manage' } as const;
const direction = { permission: 'cpos.direction' } as const;
const stateErrors = ['cpo-not-found', 'transition-not-allowed', 'project-locked', 'stale-version'] as const;
const linkErrors = [
  'project-unknown',
  'allocation-mismatch',
  'currency-mismatch',
  'service-unavailable',
] as const;
const customerId = '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b21';
const projectId = '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b31';

export const createCpo = defineOperation({
  ...common,
  id: 'createCpo',
  method: 'post',
  path: '/cpos',
  summary: 'Enter a customer’s purchase order',
  description:
    'Its first version counts at once. Entered against a quote that was sent, it approves the quote (which needs ' +
    '`quotes.manage` too), and the project creates itself. A customer has each number once, cancelled orders aside.',
  access: manage,
  body: CreateCpoBody,
  status: 201,
  answer: Cpo,
  errors: [
    ...linkErrors,
    'customer-unknown',
    'quote-unknown',
    'budget-node-unknown',
    'cpo-number-taken',
    'amount-scale',
    'transition-not-allowed',
    'project-locked',
  ],
  examples: [
    {
      summary: 'An order for a project that is under way',
      request: { customerId, number: 'PO-4711', amount: '8000.00', currency: 'EUR', projectId },
    },
  ],
});

export const getCpo = defineOperation({
  ...common,
  id: 'getCpo',
  method: 'get',
  path: '/cpos/{id}',
  summary: 'One purchase order, its versions, its mismatch, and what is drawn on it',
  access: { permission: 'cpos.view' },
  params: IdParams,
  status: 200,
  answer: Cpo,
  errors: ['cpo-not-found'],
});

export const listCpos = defineOperation({
  ...common,
  id: 'listCpos',
  method: 'get',
  path: '/cpos',
  summary: 'Search and list purchase orders, the newest first',
  description: '`q` finds a part of the number, and of the customer’s name, e-mail, phone or VAT number.',
  access: { permission: 'cpos.view' },
  query: PageQuery.extend({
    status: CpoStatus.optional(),
    customerId: Id.optional(),
    projectId: Id.optional(),
    mismatch: MismatchStatus.optional(),
  }),
  status: 200,
  answer: page(Cpo),
  errors: ['bad-cursor'],
});

export const listCpoHistory = defineOperation({
  ...common,
  id: 'listCpoHistory',
  method: 'get',
  path: '/cpos/{id}/history',
  summary: 'What happened to an order, the latest first',
  access: { permission: 'cpos.view' },
  params: IdParams,
  query: PageQuery.omit({ q: true }),
  status: 200,
  answer: page(CpoChange),
  errors: ['cpo-not-found', 'bad-cursor'],
});

export const createCpoVersion = defineOperation({
  ...action,
  id: 'createCpoVersion',
  path: '/cpos/{id}/versions',
  summary: 'The customer changed the order: a new version, which waits for direction before it counts',
  access: manage,
  body: z.strictObject({ amount: PositiveAmountInput, reason: ReasonText }),
  status: 201,
  errors: [...stateErrors, 'amount-scale'],
  examples: [{ summary: 'A larger order', request: { amount: '9000.00', reason: 'A second server' } }],
});

export const approveCpoVersion = defineOperation({
  ...versionAction,
  id: 'approveCpoVersion',
  path: '/cpos/{id}/versions/{no}/approve',
  summary: 'Direction approves a version: its amount counts from now on',
  access: direction,
  body: OptionalReason,
  errors: [...stateErrors, 'version-not-found'],
});

export const rejectCpoVersion = defineOperation({
  ...versionAction,
  id: 'rejectCpoVersion',
  path: '/cpos/{id}/versions/{no}/reject',
  summary: 'Direction rejects a version: the amount stays what it was',
  access: direction,
  body: OptionalReason,
  errors: [...stateErrors, 'version-not-found'],
  examples: [{ summary: 'With a reason', request: { reason: 'Not agreed with the project manager' } }],
});

export const diffCpoVersions = defineOperation({
  ...common,
  id: 'diffCpoVersions',
  method: 'get',
  path: '/cpos/{id}/versions/{no}/diff',
  summary: 'How a version differs from another: by default from the one before it',
  access: { permission: 'cpos.view' },
  params: VersionParams,
  query: z.strictObject({ against: z.coerce.number().int().min(1).max(1_000_000).optional() }),
  status: 200,
  answer: CpoDifference,
  errors: ['cpo-not-found', 'version-not-found'],
});

export const finalizeCpo = defineOperation({
  ...action,
  id: 'finalizeCpo',
  path: '/cpos/{id}/finalize',
  summary: 'The order is worked off: nothing more is invoiced against it',
  description:
    'Ordered, invoiced and received are compared now and whenever they change; where they differ, `mismatch` says how.',
  access: manage,
  errors: stateErrors,
});

export const linkCpo = defineOperation({
  ...action,
  id: 'linkCpo',
  path: '/cpos/{id}/link',
  summary: 'Link an order to its project',
  access: manage,
  body: z.strictObject({ projectId: Id }),
  errors: [...stateErrors, ...linkErrors, 'cpo-invoiced'],
  examples: [{ summary: 'The project was created by hand', request: { projectId } }],
});

export const reopenCpo = defineOperation({
  ...action,
  id: 'reopenCpo',
  path: '/cpos/{id}/reopen',
  summary: 'Reopen a finalized order; what was decided on its mismatch no longer stands',
  access: manage,
  body: RequiredReason,
  errors: stateErrors,
  examples: [{ summary: 'More to invoice', request: { reason: 'One invoice was forgotten' } }],
});

export const cancelCpo = defineOperation({
  ...action,
  id: 'cancelCpo',
  path: '/cpos/{id}/cancel',
  summary: 'The customer withdrew the order; its number may be used again',
  access: manage,
  body: RequiredReason,
  errors: [...stateErrors, 'cpo-invoiced'],
  examples: [{ summary: 'Withdrawn', request: { reason: 'The customer bought elsewhere' } }],
});

export const reportCpoMismatch = defineOperation({
  ...action,
  id: 'reportCpoMismatch',
  path: '/cpos/{id}/mismatch/report',
  summary: 'Report a mismatch to direction',
  access: { anyOf: ['cpos.manage', 'projects.finance_closure'] },
  body: RequiredReason,
  errors: stateErrors,
  examples: [{ summary: 'A discount', request: { reason: 'The customer paid less, see the letter' } }],
});

export const acceptCpoMismatch = defineOperation({
  ...action,
  id: 'acceptCpoMismatch',
  path: '/cpos/{id}/mismatch/accept',
  summary: 'Direction accepts a mismatch: the order counts as what was invoiced',
  description:
    'It stands until ordered or invoiced change, or money goes back; then the mismatch is found anew.',
  access: direction,
  body: RequiredReason,
  errors: stateErrors,
  examples: [{ summary: 'Agreed', request: { reason: 'A discount that was agreed' } }],
});

export const rejectCpoMismatch = defineOperation({
  ...action,
  id: 'rejectCpoMismatch',
  path: '/cpos/{id}/mismatch/reject',
  summary: 'Direction rejects a mismatch: the order is open again, to be corrected',
  access: direction,
  body: RequiredReason,
  errors: stateErrors,
  examples: [{ summary: 'Not agreed', request: { reason: 'The rest is to be invoiced' } }],
});
