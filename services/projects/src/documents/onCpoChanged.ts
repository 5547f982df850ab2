import type { Tx } from '@closeout/service-kit/db';
import type { ReceivedEvent } from '@closeout/service-kit/messaging';
import type { z } from 'zod';
import { applyDocument } from './applyDocument.js';
import { cpoDocument, type ReplicatedCpo } from './document.js';

export function onCpoChanged(tx: Tx, event: ReceivedEvent<z.output<typeof ReplicatedCpo>>): Promise<void> {
  return applyDocument(tx, cpoDocument(event.data));
}
