import type { Schemas } from '../api/client.js';

type Kind = Schemas['ProjectDocument']['kind'];

const places: Record<Kind, string> = {
  INVOICE: 'invoices',
  CREDIT_NOTE: 'credit-notes',
  RECEIPT: 'receipts',
};

/** The page of a document. */
export const documentPath = (kind: Kind, id: string): string => `/${places[kind]}/${id}`;
