import type { Tx } from '@closeout/service-kit/db';
import type { ReceivedEvent } from '@closeout/service-kit/messaging';
import type { z } from 'zod';
import { applyDocument } from './applyDocument.js';
import { receiptDocument, type ReplicatedReceipt } from './document.js';

export async function onReceiptChanged(
  tx: Tx,
  event: ReceivedEvent<z.output<typeof ReplicatedReceipt>>,
): Promise<void> {
  await applyDocument(tx, receiptDocument(event.data));
}
