import { conflict } from '@closeout/contracts/errors';
import type { DeliverablePatch, DeliverableStatus } from '@closeout/contracts/http/projects';

/** A deliverable as it is stored. */
export interface Deliverable {
  id: string;
  version: number;
  projectId: string;
  name: string;
  description: string | null;
  dueDate: string | null;
  status: DeliverableStatus;
}

/** Every way from one status to another (the closure workflow, "Status lifecycle"). What does not stand here is refused. */
export const transitions: readonly { from: DeliverableStatus; to: DeliverableStatus }[] = [
  { from: 'INITIAL', to: 'READY' },
  { from: 'INITIAL', to: 'CANCELLED' },
  { from: 'READY', to: 'DELIVERED' },
  { from: 'READY', to: 'CANCELLED' },
];

/** The statuses that follow. */
export function following(status: DeliverableStatus): DeliverableStatus[] {
  return transitions.filter((row) => row.from === status).map((row) => row.to);
}

/** Whether it still has to be delivered or cancelled. */
export function isOpen({ status }: Pick<Deliverable, 'status'>): boolean {
  return following(status).length > 0;
}

/** @param dueBy the day by which its project judges that (`dueBy`); null when nothing of it is waited for */
export function isOverdue(
  deliverable: Pick<Deliverable, 'dueDate' | 'status'>,
  dueBy: string | null,
): boolean {
  const { dueDate } = deliverable;
  return dueBy !== null && dueDate !== null && dueDate < dueBy && isOpen(deliverable);
}

export type DeliverableContent = Pick<Deliverable, 'name' | 'description' | 'dueDate' | 'status'>;

/**
 * The deliverable after a PATCH, or null when that changes nothing.
 * @throws DomainError `deliverable-transition-not-allowed`, `deliverable-final` (conflict)
 */
export function patched(before: Deliverable, patch: DeliverablePatch): DeliverableContent | null {
  const after: DeliverableContent = {
    name: patch.name ?? before.name,
    description: patch.description === undefined ? before.description : patch.description,
    dueDate: patch.dueDate === undefined ? before.dueDate : patch.dueDate,
    status: patch.status ?? before.status,
  };
  const changed = (Object.keys(after) as (keyof DeliverableContent)[]).filter(
    (name) => after[name] !== before[name],
  );
  if (changed.length === 0) return null;
  if (changed.includes('status')) assertCanBecome(before, after.status);
  if (!isOpen(before)) {
    throw conflict(
      'deliverable-final',
      `${before.name} is ${before.status}: it never changes again. Add another deliverable instead.`,
      { currentStatus: before.status, allowed: [] },
    );
  }
  return after;
}

function assertCanBecome({ name, status }: Deliverable, to: DeliverableStatus): void {
  const allowed = following(status);
  if (allowed.includes(to)) return;
  const possible = allowed.length > 0 ? `It can become ${allowed.join(' or ')}.` : 'That is final.';
  throw conflict(
    'deliverable-transition-not-allowed',
    `${name} is ${status} and cannot become ${to}. ${possible}`,
    { currentStatus: status, allowed },
  );
}
