import type { DryRun } from '@closeout/contracts/http';
import { OpenInvoices } from '@closeout/contracts/http/internal';
import type { Actor } from '@closeout/service-kit/auth';
import type { ProjectsKit } from '../ProjectsKit.js';
import { findProject } from './projectQueries.js';
import { isReadOnly } from './status.js';
import { canSeePayments } from './sight.js';

interface Asked {
  params: { id: string };
  actor: Actor;
}

/**
 * Whoever cancels a project, or finalizes it in an emergency, is told which invoices stay open: billing knows. Who may not see the
 * project's payments is told their numbers alone.
 */
export const withOpenInvoices =
  ({ prisma, peer }: Pick<ProjectsKit, 'prisma' | 'peer'>) =>
  async (found: DryRun, { params: { id }, actor }: Asked): Promise<DryRun> => {
    const change = found.statusChanges.find(({ recordKind }) => recordKind === 'PROJECT');
    if (!change || !isReadOnly(change.to as Parameters<typeof isReadOnly>[0])) return found;
    const open = await peer('billing')
      .get(`/internal/projects/${id}/open-invoices`, OpenInvoices)
      .catch(() => null); // the peer's breaker counts it, and `openInvoices: null` says it
    const seesDue = canSeePayments(actor, await findProject(prisma, id, actor));
    const items = open?.items ?? null;
    return {
      ...found,
      openInvoices: items && (seesDue ? items : items.map(({ due: _, ...each }) => each)),
    };
  };
