import { conflict } from '@closeout/contracts/errors';
import type { DeletionAnswer } from '@closeout/contracts/http/internal';
import type { Project } from '../projects/project.js';

export type HeldRecord = DeletionAnswer['records'][number];

const words: Record<string, readonly [one: string, many: string]> = {
  TIME_ENTRY: ['time entry', 'time entries'],
  EXPENSE: ['expense', 'expenses'],
  DOCUMENT: ['document', 'documents'],
  STATUS_CHANGE: ['status change', 'status changes'],
  CLOSURE: ['financial closure', 'financial closures'],
  DELIVERABLE: ['deliverable that was worked on', 'deliverables that were worked on'],
  STAGE: ['stage that was begun', 'stages that were begun'],
  CHECKLIST: ['ticked line of the checklist', 'ticked lines of the checklist'],
  MILESTONE: ['milestone whose payment was requested', 'milestones whose payment was requested'],
  QUOTE: ['quote', 'quotes'],
  INVOICE: ['invoice', 'invoices'],
  CREDIT_NOTE: ['credit note', 'credit notes'],
  RECEIPT: ['receipt', 'receipts'],
  REFUND: ['refund', 'refunds'],
  CPO: ['purchase order', 'purchase orders'],
};

/**
 * Only a project that has nothing but its plan can be deleted: nobody worked for it, spent or was paid for it, and its status never changed.
 * @throws DomainError `project-in-use` (conflict) with what it has
 */
export function assertHasNothing({ number }: Pick<Project, 'number'>, records: readonly HeldRecord[]): void {
  if (records.length === 0) return;
  const found = records.map(({ kind, count }) => `${count} ${words[kind]?.[count === 1 ? 0 : 1] ?? kind}`);
  throw conflict(
    'project-in-use',
    `${number} cannot be deleted: it has ${found.join(', ')}. Cancel it instead (projects.change_status); it can be archived then.`,
    { records },
  );
}
