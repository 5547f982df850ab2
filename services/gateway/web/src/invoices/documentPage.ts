/** The page of each kind of document. */
export const documentPage = {
  INVOICE: 'invoice',
  CREDIT_NOTE: 'creditNote',
  RECEIPT: 'receipt',
  REFUND: 'refund',
  CPO: 'order',
} as const;
