import { pageOf, type PageAddress } from '@closeout/contracts/pages';
import type { Schemas } from '../api/client.js';

type Kind = Schemas['ProjectDocument']['kind'];

const names = {
  INVOICE: 'invoice',
  CREDIT_NOTE: 'creditNote',
  RECEIPT: 'receipt',
  REFUND: 'refund',
  CPO: 'order',
} as const;

/** The page of a document. */
export const documentPath = (kind: Kind, id: string): PageAddress => pageOf(names[kind], id);
