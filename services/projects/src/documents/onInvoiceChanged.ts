import type { Tx } from '@closeout/service-kit/db';
import type { ReceivedEvent } from '@closeout/service-kit/messaging';
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
