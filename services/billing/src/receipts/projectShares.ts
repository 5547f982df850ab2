import type { Minor } from '@closeout/contracts/money';
import { potsOf, sourcesOf, type Allocation, type Pots, type Potted, type Receipt } from './receipt.js';

export interface Share {
  projectId: string;
  milestoneId: string | null;
  amountMinor: Minor;
}

type Place = Pick<Allocation, 'projectId' | 'milestoneId'>;
type Shared = Potted & Pick<Receipt, 'status' | 'milestoneId'>;

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

/** Where money of a receipt's pots counts: for the project that it names, and as the customer's credit for none. */
export const potPlaces = ({ projectId, milestoneId }: Place, { tiedMinor, freeMinor }: Pots): Part[] => [
  { projectId, milestoneId, amountMinor: tiedMinor },
  { projectId: null, milestoneId: null, amountMinor: freeMinor },
];

/**
 * Where the money of a receipt counts: what settles an invoice counts where that invoice belongs, what is left for a project where
 * the receipt says, and the customer's credit nowhere. Also what is of no project.
 */
export const placesOf = (receipt: Omit<Shared, 'status'>): Part[] =>
  byPlace([
    ...receipt.allocations.flatMap((each) => settledPlaces(receipt, each)),
    ...potPlaces(receipt, potsOf(receipt)),
  ]);

/**
 * Until 2026 a receipt that names a project could settle invoices that name none, and counted for its project all the same. What
 * was settled so still does (view `allocated_elsewhere`): the ledger holds it until somebody takes it back.
 */
const settledPlaces = (receipt: Place, allocation: Allocation): Part[] =>
  allocation.projectId === null ? potPlaces(receipt, sourcesOf(receipt, allocation)) : [allocation];

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
