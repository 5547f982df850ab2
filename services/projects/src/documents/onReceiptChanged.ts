import type { ReceivedEvent, Tx } from '@closeout/service-kit';
import type { z } from 'zod';
import { applyDocument } from './applyDocument.js';
import { receiptDocument, type ReplicatedReceipt } from './document.js';

export async function onReceiptChanged(
  tx: Tx,
  event: ReceivedEvent<z.output<typeof ReplicatedReceipt>>,
): Promise<void> {
  await applyDocument(tx, receiptDocument(event.data));
}
