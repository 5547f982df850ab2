import type { Minor } from '@closeout/contracts';
import { unallocatedOf, type Allocation, type Receipt } from './receipt.js';

export interface Share {
  projectId: string;
  milestoneId: string | null;
  amountMinor: Minor;
}

type Place = Pick<Allocation, 'projectId' | 'milestoneId'>;
type Shared = Pick<Receipt, 'status' | 'projectId' | 'milestoneId' | 'amountMinor' | 'allocations'>;

type Part = Place & { amountMinor: Minor };

/** Amounts of the same project and milestone as one; nothing of nothing. */
export function byPlace(parts: readonly Part[]): Part[] {
  const places = new Map<string, Part>();
  for (const { projectId, milestoneId, amountMinor } of parts) {
    const key = `${projectId} ${milestoneId}`;
    const known = places.get(key);
    if (known) known.amountMinor += amountMinor;
    else places.set(key, { projectId, milestoneId, amountMinor });
  }
  return [...places.values()].filter(({ amountMinor }) => amountMinor !== 0n);
}

/**
 * Where the money of a receipt counts: what settles an invoice counts where that invoice belongs, what settles nothing where the
 * receipt says. Also what is of no project.
 */
export const placesOf = (receipt: Omit<Shared, 'status'>): Part[] =>
  byPlace([
    ...receipt.allocations.map((each) => ({ ...placeOf(receipt, each), amountMinor: each.amountMinor })),
    { ...receipt, amountMinor: unallocatedOf(receipt) },
  ]);

/**
 * Until 2026 a receipt that names a project could settle invoices that name none, and counted for its project all the same. What
 * was settled so still does (view `allocated_elsewhere`): the ledger holds it until somebody takes it back.
 */
const placeOf = (receipt: Place, allocation: Place): Place =>
  allocation.projectId === null ? receipt : allocation;

/** What a receipt contributes to projects. Drafts and reversed receipts contribute nothing. */
export function projectShares(receipt: Shared): Share[] {
  if (receipt.status !== 'ISSUED') return [];
  return placesOf(receipt).flatMap(({ projectId, ...rest }) =>
    projectId === null ? [] : [{ projectId, ...rest }],
  );
}

/** How much more (or less) each project received, when a receipt went from one state to another. */
export function receivedChanges(
  changes: readonly { before: Shared | null; after: Shared }[],
): Map<string, Minor> {
  const received = new Map<string, Minor>();
  const add = (projectId: string, amount: Minor): void => {
    received.set(projectId, (received.get(projectId) ?? 0n) + amount);
  };
  for (const { before, after } of changes) {
    if (before) for (const share of projectShares(before)) add(share.projectId, -share.amountMinor);
    for (const share of projectShares(after)) add(share.projectId, share.amountMinor);
  }
  // Where nothing changes nothing is written: not to the ledger of a project that is closed, either.
  return new Map([...received].filter(([, amount]) => amount !== 0n));
}
