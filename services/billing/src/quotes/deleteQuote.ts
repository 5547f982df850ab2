import type { Actor } from '@closeout/service-kit/auth';
import type { Tx } from '@closeout/service-kit/db';
import { checkVersion } from '@closeout/service-kit/http';
import { assertVisible } from '../documents/visibility.js';
import { assertDraft } from './quote.js';
import { lockQuote } from './quoteStore.js';

/** Throws a draft away; it never had a number, so none is missing. */
export async function deleteQuote(
  tx: Tx,
  id: string,
  request: { actor: Pick<Actor, 'clearance'>; ifMatch: number | null },
): Promise<void> {
  const held = assertVisible(request.actor, await lockQuote(tx, id), 'quote', id);
  assertDraft(held);
  checkVersion(request.ifMatch, held.version);
  await tx.query(`DELETE FROM quote WHERE id = $1 AND status = 'DRAFT'`, [id]);
  const { customerId, projectId } = held;
  tx.audit({ action: 'deleteQuote', record: 'quote', id, projectId, detail: { customerId } });
}
