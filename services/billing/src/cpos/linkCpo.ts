import { conflict } from '@closeout/contracts/errors';
import type { Tx } from '@closeout/service-kit/db';
import { checkVersion } from '@closeout/service-kit/http';
import { assertVisible } from '../documents/visibility.js';
import { assertOpen } from '../projects/ledger.js';
import { findKnown } from '../projects/projectStore.js';
import { decideSubject } from '../projects/subject.js';
import { changeCpo, reviewProject } from './changeCpo.js';
import { assertCan, assertNotInvoiced, type Cpo } from './cpo.js';
import { findCpo } from './cpoStore.js';
import type { Cause } from './cpoChange.js';
import type { CpoRequest } from './holdCpo.js';
import { lockCpos } from './lockCpos.js';

/**
 * Gives an order its project, once. (Drafts that are pinned to it take the project when they are issued.)
 * @throws DomainError `cpo-not-found`, `project-unknown` (invalid), `allocation-mismatch`, `currency-mismatch`, `cpo-invoiced`,
 *   `transition-not-allowed`, `project-locked` (conflict), `stale-version`
 */
export async function linkCpo(tx: Tx, id: string, request: CpoRequest & { projectId: string }): Promise<Cpo> {
  const { actor, projectId } = request;
  const { customerId, currency } = assertVisible(actor, await findCpo(tx, id), 'cpo', id);
  const wanted = { customerId, currency, projectId, milestoneId: null };
  decideSubject(wanted, await findKnown(tx, wanted), actor.clearance);
  const { cpo: held, others, ledgers } = await lockCpos(tx, { id, projectId });
  const cpo = assertVisible(actor, held, 'cpo', id);
  checkVersion(request.ifMatch, cpo.version);
  assertOpen(ledgers);
  if (cpo.projectId === projectId) return cpo;
  assertUnlinked(`Order ${cpo.number}`, cpo.projectId);
  assertCan(cpo, 'link');
  assertNotInvoiced(cpo, 'linked');
  tx.audit({ action: 'linkCpo', record: 'purchase-order', id, detail: { projectId } });
  return linkHeldCpo(tx, cpo, others, projectId, request);
}

/** The order, the others of the project, and the project's ledger are held. */
export async function linkHeldCpo(
  tx: Tx,
  cpo: Cpo,
  others: readonly Cpo[],
  projectId: string,
  cause: Cause,
): Promise<Cpo> {
  const linked = await changeCpo(tx, cpo, { projectId }, 'cpoLinked', cause);
  return reviewProject(tx, linked, others, cause.now);
}

/** @throws DomainError `allocation-mismatch` (conflict) */
export function assertUnlinked(what: string, linkedTo: string | null): void {
  if (linkedTo === null) return;
  throw conflict('allocation-mismatch', `${what} belongs to another project already, and keeps it.`, {
    projectId: linkedTo,
  });
}
