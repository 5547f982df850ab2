import type { ReceivedEvent, Tx } from '@closeout/service-kit';
import type { z } from 'zod';
import { applyDocument } from './applyDocument.js';
import { cpoDocument, type ReplicatedCpo } from './document.js';

export function onCpoChanged(tx: Tx, event: ReceivedEvent<z.output<typeof ReplicatedCpo>>): Promise<void> {
  return applyDocument(tx, cpoDocument(event.data));
}
