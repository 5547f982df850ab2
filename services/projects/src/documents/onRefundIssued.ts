import type { Tx } from '@closeout/service-kit/db';
import type { ReceivedEvent } from '@closeout/service-kit/messaging';
import type { z } from 'zod';
import { applyDocument } from './applyDocument.js';
import { refundDocument, type ReplicatedRefund } from './document.js';

export async function onRefundIssued(
  tx: Tx,
  event: ReceivedEvent<z.output<typeof ReplicatedRefund>>,
): Promise<void> {
  const document = refundDocument(event.data);
  if (document) await applyDocument(tx, document);
}
