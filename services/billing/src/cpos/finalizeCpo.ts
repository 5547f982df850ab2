import type { Tx } from '@closeout/service-kit/db';
import { changeCpo, reviewCpos } from './changeCpo.js';
import type { Cpo } from './cpo.js';
import { holdCpo, type CpoRequest } from './holdCpo.js';

/**
 * The order is worked off. Whether ordered, invoiced and received agree is said in the same transaction.
 * @throws DomainError what `holdCpo` throws
 */
export async function finalizeCpo(tx: Tx, id: string, request: CpoRequest): Promise<Cpo> {
  const { cpo, to } = await holdCpo(tx, id, 'finalize', request);
  const finalized = await changeCpo(tx, cpo, { status: to, mismatch: null }, 'cpoFinalized', request);
  const [reviewed = finalized] = await reviewCpos(tx, [id], request.now);
  return reviewed;
}
