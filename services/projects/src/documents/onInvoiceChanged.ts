import type { ReceivedEvent, Tx } from '@closeout/service-kit';
import type { z } from 'zod';
import { applyDocument } from './applyDocument.js';
import { invoiceDocument, type ReplicatedInvoice } from './document.js';

export async function onInvoiceChanged(
  tx: Tx,
  event: ReceivedEvent<z.output<typeof ReplicatedInvoice>>,
): Promise<void> {
  const document = invoiceDocument(event.data);
  if (document) await applyDocument(tx, document);
}
