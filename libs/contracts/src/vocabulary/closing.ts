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
