import type { Actor } from '@closeout/service-kit/auth';
import { newId, type Moment, type Tx } from '@closeout/service-kit/db';
import { actorId } from '../documents/actorId.js';
import { assertOpen } from '../projects/ledger.js';
import { announceCpo, reviewProject } from './changeCpo.js';
import type { Cpo } from './cpo.js';
import { insertCpo } from './cpoStore.js';
import { lockCpos } from './lockCpos.js';

export type NewCpo = Pick<
  Cpo,
  | 'number'
  | 'customerId'
  | 'customerName'
  | 'securityLevel'
  | 'currency'
  | 'projectId'
  | 'quoteId'
  | 'budgetNodeId'
  | 'amountMinor'
>;

/**
 * The order with its first version, which counts at once.
 * @throws DomainError `cpo-number-taken`, `project-locked` (conflict)
 */
export async function enterCpo(
  tx: Tx,
  order: NewCpo,
  { actor, now, today }: { actor: Pick<Actor, 'id' | 'name'> } & Moment,
): Promise<Cpo> {
  const { others, ledgers } = await lockCpos(tx, { id: null, projectId: order.projectId });
  assertOpen(ledgers);
  const by = actorId(actor);
  const cpo: Cpo = {
    ...order,
    id: newId(),
    version: 1,
    status: 'OPEN',
    project: null,
    versionNo: 1,
    pinnedMinor: 0n,
    drawdown: { invoicedMinor: 0n, receivedMinor: 0n, invoiceLeg: true },
    mismatch: null,
    versions: [
      {
        no: 1,
        amountMinor: order.amountMinor,
        status: 'APPROVED',
        reason: null,
        createdAt: now,
        createdBy: by,
        createdByName: actor.name,
        decidedAt: now,
        decidedBy: by,
        decidedByName: actor.name,
        decisionReason: null,
      },
    ],
    createdAt: now,
    updatedAt: now,
  };
  await insertCpo(tx, cpo, today);
  await announceCpo(tx, 'cpoEntered', cpo, { actor, now });
  if (cpo.projectId === null) return cpo;
  // It takes of what the others have beyond their amounts.
  return reviewProject(tx, cpo, others, now);
}
