import { conflict } from '@closeout/contracts/errors';
import type { PendingItem } from '@closeout/contracts/http/projects';
import { permissionCatalog, type Permission } from '@closeout/contracts/permissions';

/** A record that may hold up the technical closure, as the database has it. */
export interface OpenRecord {
  kind: PendingItem['kind'];
  id: string;
  status: string;
  /** What it is called: a description, a name, the text of a line. */
  label: string;
  /** Of hours and expenses: who worked or recorded them, and the day. */
  person: string | null;
  date: string | null;
  /** Somebody else's hours or expense, which the caller does not see: that there is one, and who can clear it. */
  hidden?: boolean;
}

/** Longer lists are cut here: nobody clears more in one go. */
export const maxPending = 500;

/** What keeps a project from being closed technically (the domain model, "Technical closure"), each with who can clear it. */
export function pendingItems(records: readonly OpenRecord[]): PendingItem[] {
  return records.flatMap((record) => {
    const reason = reasonOf(record);
    if (reason === null) return [];
    const { kind, id, status, label, person, date } = record;
    if (record.hidden) return [{ ...hiddenReason(reason, kind), kind, id, status, person: null, date: null }];
    return [{ ...reason, kind, id, status, label, person, date }];
  });
}

type Reason = Pick<PendingItem, 'code' | 'detail'> & { clearedBy: Permission };

function reasonOf({ kind, status, label, person, date }: OpenRecord): Reason | null {
  const what = `“${label.length > 80 ? `${label.slice(0, 79)}…` : label}”`;
  switch (kind) {
    case 'TIME_ENTRY': {
      const hours = `Hours of ${person} on ${date}, ${what},`;
      if (status === 'DRAFT') {
        return {
          code: 'time-entry-not-submitted',
          detail: `${hours} are a draft. ${person} can submit or remove them; so can someone with users.manage in their place.`,
          clearedBy: 'time.log',
        };
      }
      if (status !== 'SUBMITTED') return null;
      return {
        code: 'time-entry-not-decided',
        detail: `${hours} wait for a decision. ${someoneWith('time.approve')}, other than ${person}, can approve or reject them.`,
        clearedBy: 'time.approve',
      };
    }
    case 'EXPENSE':
      if (status !== 'RECORDED') return null;
      return {
        code: 'expense-not-decided',
        detail: `The expense ${what} of ${date}, recorded by ${person}, waits for a decision. ${someoneWith('expenses.settle')}, other than ${person}, can settle or reject it.`,
        clearedBy: 'expenses.settle',
      };
    case 'DELIVERABLE':
      if (status !== 'INITIAL' && status !== 'READY') return null;
      return {
        code: 'deliverable-open',
        detail: `The deliverable ${what} is ${status}. ${someoneWith('projects.edit')} can have it delivered or cancelled.`,
        clearedBy: 'projects.edit',
      };
    case 'CHECKLIST':
      if (status !== 'OPEN') return null;
      return {
        code: 'checklist-open',
        detail: `${what} is not ticked. ${someoneWith('projects.edit')} can tick it.`,
        clearedBy: 'projects.edit',
      };
  }
}

function hiddenReason({ code, clearedBy }: Reason, kind: OpenRecord['kind']): Reason & { label: string } {
  const label = kind === 'EXPENSE' ? 'An expense' : 'Hours';
  const detail = `${label} of somebody else: ${code === 'time-entry-not-submitted' ? 'whoever logged them' : someoneWith(clearedBy)} can clear this.`;
  return { code, clearedBy, detail, label };
}

const someoneWith = (permission: Permission) =>
  `Someone with ${permission} (${permissionCatalog[permission]})`;

/** @throws DomainError `closure-pending-items` (conflict), with the list */
export function assertNothingPending(
  project: { number: string },
  { pending, pendingCount }: { pending: readonly PendingItem[]; pendingCount: number },
): void {
  if (pendingCount === 0) return;
  const [first] = pending;
  const more = pendingCount > 1 ? ` And ${pendingCount - 1} more: see pending.` : '';
  throw conflict(
    'closure-pending-items',
    `${project.number} cannot be closed technically yet. ${first?.detail ?? ''}${more}`,
    { pendingCount, pending },
  );
}
