import type { Minor } from '@closeout/contracts';
import { unallocatedOf, type Receipt } from './receipt.js';

export interface Share {
  projectId: string;
  milestoneId: string | null;
  amountMinor: Minor;
}

/**
 * What a receipt contributes to projects. Given for a milestone, all of it is that milestone's. Otherwise each allocation counts
 * for the project and milestone of its invoice (for the receipt's project where the invoice names none), and what is allocated to
 * no invoice for the receipt's project, if it has one. Drafts and reversed receipts contribute nothing.
 */
export function projectShares(
  receipt: Pick<Receipt, 'status' | 'projectId' | 'milestoneId' | 'amountMinor' | 'allocations'>,
): Share[] {
  if (receipt.status !== 'ISSUED') return [];
  const { projectId, milestoneId, amountMinor } = receipt;
  if (projectId !== null && milestoneId !== null) return [{ projectId, milestoneId, amountMinor }];
  const shares = new Map<string, Share>();
  const add = (share: { projectId: string | null; milestoneId: string | null; amountMinor: Minor }): void => {
    const owner = share.projectId ?? projectId;
    if (owner === null || share.amountMinor === 0n) return;
    const key = `${owner} ${share.milestoneId}`;
    const known = shares.get(key);
    if (known) known.amountMinor += share.amountMinor;
    else
      shares.set(key, { projectId: owner, milestoneId: share.milestoneId, amountMinor: share.amountMinor });
  };
  receipt.allocations.forEach(add);
  add({ projectId, milestoneId: null, amountMinor: unallocatedOf(receipt) });
  return [...shares.values()];
}

/** How much more (or less) each project received, when a receipt went from one state to another. */
export function receivedChanges(
  changes: readonly {
    before: Parameters<typeof projectShares>[0] | null;
    after: Parameters<typeof projectShares>[0];
  }[],
): Map<string, Minor> {
  const received = new Map<string, Minor>();
  const add = (projectId: string, amount: Minor): void => {
    received.set(projectId, (received.get(projectId) ?? 0n) + amount);
  };
  for (const { before, after } of changes) {
    if (before) for (const share of projectShares(before)) add(share.projectId, -share.amountMinor);
    for (const share of projectShares(after)) add(share.projectId, share.amountMinor);
  }
  return received;
}
