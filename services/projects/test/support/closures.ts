import { billingEvents, type ClosureDecision } from '@closeout/contracts/events/billing';
import type { ClosureReport } from '@closeout/contracts/events/projects';
import { newId } from '@closeout/service-kit/db';
import type { World } from './world.js';

const approved = (billingEvents.closureApproved.example as ClosureDecision).report;
const rejected = (billingEvents.closureRejected.example as ClosureDecision).report;

/** What billing says of a closure that it was asked about. */
export function decision(
  world: World,
  verdict: 'APPROVED' | 'REJECTED',
  closure: { closureId: string; projectId: string },
) {
  const { closureId, projectId } = closure;
  const type =
    verdict === 'APPROVED' ? billingEvents.closureApproved.type : billingEvents.closureRejected.type;
  const report: ClosureReport = { ...(verdict === 'APPROVED' ? approved : rejected), projectId };
  return world.billing.event(type, closureId, 1, { closureId, version: 1, projectId, report });
}

/** A closure of long ago, as one finds it in the history of a project. */
export async function aWithdrawnClosure(world: World, projectId: string): Promise<string> {
  const id = newId();
  await world.db.query(
    `INSERT INTO financial_closure (id, project_id, project_version, status, effective_date, requested_by_name, requested_at, concluded_at, withdrawn_because)
     VALUES ($1, $2, 1, 'WITHDRAWN', '2026-01-31', 'Fatima Finance', '2026-01-31T09:30:00Z', '2026-01-31T09:31:00Z', 'reopen: more work')`,
    [id, projectId],
  );
  return id;
}
