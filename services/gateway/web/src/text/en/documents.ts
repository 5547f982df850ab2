export const documents = {
  'documentKind.INVOICE': 'Invoice',
  'documentKind.CREDIT_NOTE': 'Credit note',
  'documentKind.RECEIPT': 'Receipt',
  'documentKind.REVERSAL': 'Reversal',
  'documentKind.REFUND': 'Refund',
  'documentKind.CPO': 'Order',
  'documentStatus.ISSUED': 'Issued',
  'documentStatus.REVERSED': 'Reversed',
  'paymentStatus.UNPAID': 'Unpaid',
  'paymentStatus.PARTIALLY_PAID': 'Partially paid',
  'paymentStatus.PAID': 'Paid',
  'paymentStatus.CREDITED': 'Credited',
} as const;
