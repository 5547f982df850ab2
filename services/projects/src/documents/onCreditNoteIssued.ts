import type { Tx } from '@closeout/service-kit/db';
import type { ReceivedEvent } from '@closeout/service-kit/messaging';
import type { z } from 'zod';
import { applyDocument } from './applyDocument.js';
import { creditNoteDocument, type ReplicatedCreditNote } from './document.js';

export async function onCreditNoteIssued(
  tx: Tx,
  event: ReceivedEvent<z.output<typeof ReplicatedCreditNote>>,
): Promise<void> {
  const document = creditNoteDocument(event.data);
  if (document) await applyDocument(tx, document);
}
