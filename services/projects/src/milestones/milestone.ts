import { conflict, invalid, type ErrorCode } from '@closeout/contracts/errors';
import type { MilestoneInput, MilestoneStatus, MilestoneType } from '@closeout/contracts/http/projects';
import type { Minor } from '@closeout/contracts/money';
import { readAmount } from '../projects/project.js';

/** A milestone as it is stored. */
export interface Milestone {
  id: string;
  version: number;
  projectId: string;
  customerId: string;
  currency: string;
  type: MilestoneType;
  no: number | null;
  label: string;
  expectedMinor: Minor;
  stageId: string | null;
  dueDate: string | null;
  receivedMinor: Minor;
  status: MilestoneStatus;
  paidDate: string | null;
  removedAt: Date | null;
  /** When its stage was complete and billing was asked to draft the invoice; not part of what events say of it. */
  paymentRequestedAt: Date | null;
}

const rank = { ADVANCE: 0, PROGRESS: 1, FINAL: 2 };

/** Advance first, then progress payments by number, final last. */
export function milestonesInOrder<M extends Milestone>(milestones: readonly M[]): M[] {
  return [...milestones].sort(
    (a, b) => rank[a.type] - rank[b.type] || (a.no ?? 0) - (b.no ?? 0) || (a.id < b.id ? -1 : 1),
  );
}

/** More than these are not agreed on in earnest, and every answer of a project shows them all. */
export const maxMilestones = 500;

/** The label of a milestone that was given none (instalments, section 5). */
export function systemLabel(type: MilestoneType, no: number | null): string {
  if (type === 'ADVANCE') return 'Advance Payment';
  return type === 'FINAL' ? 'Final Payment' : `Progress Payment ${no}`;
}

/** What was agreed of a new milestone, before it has a number. */
export interface AgreedMilestone {
  type: MilestoneType;
  label: string | null;
  expectedMinor: Minor;
  dueDate: string | null;
}

/** @throws DomainError `amount-scale`, `amount-too-large`, `label-reserved` (invalid) */
export function agreedMilestone(input: MilestoneInput, currency: string, pointer = ''): AgreedMilestone {
  return {
    type: input.type,
    label: input.label == null ? null : ownLabel(input.label, `${pointer}/label`),
    expectedMinor: readAmount(input.expectedAmount, currency, `${pointer}/expectedAmount`),
    dueDate: input.dueDate ?? null,
  };
}

export function stageNotFound(stageId: string, pointer = '/stageId') {
  return refused('stage-not-found', pointer, `There is no stage ${stageId} in this project.`);
}

/** Numbers are the system's: a label that looks like one of its would be taken for it. @throws `label-reserved` (invalid) */
export function ownLabel(label: string, pointer: string): string {
  if (!/^(progress payment\s*\d*|advance payment|final payment)$/i.test(label)) return label;
  throw refused('label-reserved', pointer, `“${label}” is a label that the system gives; leave it out.`);
}

export type PlannedMilestone = Pick<Milestone, 'type' | 'no' | 'label' | 'expectedMinor' | 'dueDate'>;

/**
 * The milestones of a new project, progress payments numbered in the order given.
 * @throws DomainError `milestone-exists` (invalid) at the second advance or final payment, `stage-not-found` (invalid): a new
 *   project has no stages
 */
export function plannedMilestones(inputs: readonly MilestoneInput[], currency: string): PlannedMilestone[] {
  let lastNo = 0;
  const single = new Set<MilestoneType>();
  return inputs.map((input, i) => {
    if (input.stageId) throw stageNotFound(input.stageId, `/milestones/${i}/stageId`);
    const agreed = agreedMilestone(input, currency, `/milestones/${i}`);
    const { type } = agreed;
    if (type !== 'PROGRESS' && single.has(type)) {
      throw refused(
        'milestone-exists',
        `/milestones/${i}/type`,
        `A project has one ${type} milestone at most.`,
      );
    }
    single.add(type);
    const no = type === 'PROGRESS' ? (lastNo += 1) : null;
    return { ...agreed, no, label: agreed.label ?? systemLabel(type, no) };
  });
}

/** What issued documents say of a milestone. */
export interface MilestoneFacts {
  /** Sum of issued receipts. */
  receivedMinor: Minor;
  /** Sum of issued invoices, less what was credited. */
  invoicedMinor: Minor;
  /** Day of payment of the receipt that was issued first, of those that still count. */
  firstPaymentDate: string | null;
}

export type Derived = Pick<Milestone, 'receivedMinor' | 'status' | 'paidDate'>;

/** Status, received amount and paid date of a milestone (the domain model, "Stage, milestone, payment"). */
export function deriveMilestone(expectedMinor: Minor, facts: MilestoneFacts): Derived {
  const { receivedMinor } = facts;
  return {
    receivedMinor,
    status: statusOf(expectedMinor, facts),
    paidDate: receivedMinor > 0n ? facts.firstPaymentDate : null,
  };
}

function statusOf(expectedMinor: Minor, { receivedMinor, invoicedMinor }: MilestoneFacts): MilestoneStatus {
  if (receivedMinor >= expectedMinor) return 'PAID';
  if (receivedMinor > 0n) return 'PARTIALLY_PAID';
  return invoicedMinor > 0n ? 'INVOICED' : 'PLANNED';
}

/** @param dueBy the day by which its project judges that (`dueBy`); null when nothing of it is waited for */
export function isOverdue(milestone: Pick<Milestone, 'dueDate' | 'status'>, dueBy: string | null): boolean {
  const { dueDate, status } = milestone;
  return dueBy !== null && dueDate !== null && dueDate < dueBy && status !== 'PAID';
}

/**
 * Money that came cannot be agreed away.
 * @throws DomainError `expected-below-received` (conflict)
 */
export function assertCanExpect(
  milestone: Pick<Milestone, 'label' | 'expectedMinor' | 'receivedMinor'>,
  expectedMinor: Minor,
  show: (minor: Minor) => string,
): void {
  if (expectedMinor >= milestone.expectedMinor || expectedMinor >= milestone.receivedMinor) return;
  const received = show(milestone.receivedMinor);
  throw conflict('expected-below-received', `${received} were already received for ${milestone.label}.`, {
    received,
  });
}

function refused(code: ErrorCode, pointer: string, detail: string) {
  return invalid(code, detail, [{ pointer, code, detail }]);
}
