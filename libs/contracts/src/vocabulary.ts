/**
 * The closed lists of words that events, operations and the web UI share. A later release may add to them: who reads an event
 * takes a word that it does not know as "other".
 */

// Projects
export const projectStatuses = ['ACTIVE', 'ON_HOLD', 'TECHNICALLY_CLOSED', 'FINALIZED', 'CANCELLED'] as const;
/** Those of a project that is not over: the others are read-only. */
export const openProjectStatuses = ['ACTIVE', 'ON_HOLD', 'TECHNICALLY_CLOSED'] as const;
export const projectTypes = ['CLIENT', 'INTERNAL', 'MAINTENANCE', 'RESEARCH', 'TRAINING'] as const;
export const revenueModels = ['FIXED_PRICE', 'TIME_AND_MATERIALS', 'MILESTONE', 'MONTHLY'] as const;
export const projectSorts = ['-number', 'number', 'title', '-title', '-createdAt', 'createdAt'] as const;
export const projectRoles = ['PROJECT_MANAGER', 'TECHNICAL_MANAGER', 'MEMBER'] as const;
export const milestoneTypes = ['ADVANCE', 'PROGRESS', 'FINAL'] as const;
/** Derived from issued documents, never set by hand. */
export const milestoneStatuses = ['PLANNED', 'INVOICED', 'PARTIALLY_PAID', 'PAID'] as const;
export const stageStatuses = ['NOT_STARTED', 'IN_PROGRESS', 'BLOCKED', 'COMPLETED'] as const;
export const deliverableStatuses = ['INITIAL', 'READY', 'DELIVERED', 'CANCELLED'] as const;
export const expenseKinds = ['REFUND', 'LOGISTICS', 'PURCHASE'] as const;
export const expenseStatuses = ['RECORDED', 'SETTLED', 'REJECTED'] as const;
export const timeEntryStatuses = ['DRAFT', 'SUBMITTED', 'APPROVED', 'REJECTED'] as const;
export const workSettlements = ['INVOICED_ELSEWHERE', 'WRITTEN_OFF'] as const;
export const closureStatuses = ['PENDING', 'FINALIZED', 'REJECTED', 'WITHDRAWN'] as const;
export const closureOutcomes = ['FINALIZED', 'REJECTED'] as const;

// Closing a project
export const blockerCodes = [
  'not-technically-closed',
  'cpo-open',
  'cpo-direction-pending',
  'cpo-mismatch',
  'work-not-invoiced',
  'sums-differ',
  'invoice-not-settled',
  'credit-left',
  'allocated-elsewhere',
] as const;
export const blockerRecordKinds = ['PROJECT', 'CPO', 'INVOICE', 'RECEIPT'] as const;
export const blockerStepKinds = [
  'SETTLE',
  'SETTLE_WITH_CREDIT',
  'RELEASE_AND_SETTLE',
  'RECEIVE',
  'REFUND_OR_RELEASE',
] as const;
/** What stands in the place of the order. */
export const closureBases = ['CPO', 'BUDGET', 'INVOICED'] as const;

// Billing
export const customerStatuses = ['ACTIVE', 'INACTIVE'] as const;
export const customerSorts = ['name', '-name', '-createdAt', 'createdAt'] as const;
export const quoteStatuses = ['DRAFT', 'SENT', 'APPROVED', 'DECLINED'] as const;
export const cpoStatuses = ['OPEN', 'DIRECTION_PENDING', 'FINALIZED', 'CANCELLED'] as const;
export const cpoVersionStatuses = ['DIRECTION_PENDING', 'APPROVED', 'REJECTED'] as const;
export const mismatchStatuses = ['FOUND', 'REPORTED', 'ACCEPTED', 'REJECTED'] as const;
export const invoiceStatuses = ['DRAFT', 'ISSUED'] as const;
export const paymentStatuses = ['UNPAID', 'PARTIALLY_PAID', 'PAID', 'CREDITED'] as const;
export const receiptStatuses = ['DRAFT', 'ISSUED', 'REVERSED'] as const;
export const accounts = ['BANK', 'RECEIVABLE', 'CUSTOMER_ADVANCES', 'REVENUE', 'VAT'] as const;

// Notifications, operations
export const emailStatuses = ['QUEUED', 'SENT', 'FAILED'] as const;
export const deadLetterStatuses = ['dead', 'replayed', 'discarded'] as const;

/**
 * A project has one status of five. Several vocabularies for it are in use; each word of them maps
 * onto exactly one status, and the mapping is part of the API documentation.
 */
export interface StatusWords {
  closure: string | null;
  practice: string | null;
  module: string | null;
  instalments: string | null;
  allows: string;
}

export const projectStatusWords = {
  ACTIVE: {
    closure: 'ACTV',
    practice: 'Active',
    module: 'Active',
    instalments: 'ACTIVE',
    allows: 'everything',
  },
  ON_HOLD: {
    closure: null,
    practice: 'OnHold',
    module: 'On Hold',
    instalments: null,
    allows: 'no time, no expenditure; invoices and receipts go on',
  },
  TECHNICALLY_CLOSED: {
    closure: 'TCLS',
    practice: null,
    module: null,
    instalments: null,
    allows: 'no new expenditure; invoicing, collection and administrative edits go on',
  },
  FINALIZED: {
    closure: 'FINA',
    practice: 'Completed',
    module: 'Completed',
    instalments: 'CLOSED',
    allows: 'read-only; its billing documents are locked',
  },
  CANCELLED: {
    closure: null,
    practice: 'Inactive',
    module: 'Cancelled',
    instalments: 'CANCELED',
    allows:
      'read-only; of billing documents: credit notes, reversals, refunds, payments of invoices that were issued before',
  },
} as const satisfies Record<string, StatusWords>;

/** The mapping as a Markdown table, for the API documentation. */
export function statusWordsTable(): string {
  const cell = (word: string | null) => (word === null ? '–' : `\`${word}\``);
  const rows = Object.entries(projectStatusWords).map(
    ([status, words]) =>
      `| \`${status}\` | ${cell(words.closure)} | ${cell(words.practice)} | ${cell(words.module)} | ${cell(words.instalments)} | ${words.allows} |`,
  );
  return [
    '| status | closure workflow | consulting practice | projects module | instalments | what it allows |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
