import type { documents as english } from '../en/documents.js';

export const documents: Record<keyof typeof english, string> = {
  'documentKind.INVOICE': 'Rechnung',
  'documentKind.CREDIT_NOTE': 'Gutschrift',
  'documentKind.RECEIPT': 'Zahlungseingang',
  'documentKind.REVERSAL': 'Storno',
  'documentKind.REFUND': 'Rückzahlung',
  'documentKind.CPO': 'Auftrag',
  'documentStatus.ISSUED': 'Ausgestellt',
  'documentStatus.REVERSED': 'Storniert',
  'paymentStatus.UNPAID': 'Unbezahlt',
  'paymentStatus.PARTIALLY_PAID': 'Teilweise bezahlt',
  'paymentStatus.PAID': 'Bezahlt',
  'paymentStatus.CREDITED': 'Gutgeschrieben',
};
