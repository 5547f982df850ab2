import type { Settling } from '@closeout/contracts/http/billing';
import type { Actor } from '@closeout/service-kit/auth';
import type { Moment, Tx } from '@closeout/service-kit/db';
import { lockToSettle } from '../documents/lockDocuments.js';
import { assertVisible } from '../documents/visibility.js';
import { assertOpen } from '../projects/ledger.js';
import { UnknownProject } from '../projects/subject.js';
import { settleOldestFirst } from './settleOldestFirst.js';

/**
 * Settles what is due of a project with its own money, and where asked with the customer's credit too (planClearing): as a closure's
 * blockers propose it.
 * @throws DomainError `project-not-found`, `project-locked` (conflict)
 */
export async function settleProject(
  tx: Tx,
  id: string,
  { actor, credit, ...moment }: { actor: Pick<Actor, 'clearance'>; credit: boolean } & Moment,
): Promise<Settling> {
  const [found] = await tx.query<{ currency: string; securityLevel: number }>(
    `SELECT p.currency, c.security_level AS "securityLevel" FROM project_replica p JOIN customer c ON c.id = p.customer_id
     WHERE p.project_id = $1`,
    [id],
  );
  if (!found) throw new UnknownProject(id);
  const { currency } = assertVisible(actor, found, 'project', id);
  const locked = await lockToSettle(tx, credit ? 'project with credit' : 'project', id);
  // Receipts that give the customer's credit may name projects that are closed: nothing changes for these.
  assertOpen(
    locked.ledgers.filter(({ projectId }) => projectId === id),
    { settles: true },
  );
  const free = credit ? 'sparingly' : false;
  return settleOldestFirst(tx, locked, { currency, projectId: id, free, ...moment });
}
