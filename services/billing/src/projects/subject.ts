import { conflict, DomainError, notFound } from '@closeout/contracts/errors';
import { assertKnown, assertPinnable, type KnownCpo } from '../cpos/pinnedCpo.js';
import { assertOpen, type LockedLedger } from './ledger.js';

/** Whom a document is to be for, as a request says it. */
export interface WantedSubject {
  customerId: string;
  currency: string;
  projectId: string | null;
  milestoneId: string | null;
  /** Only of invoices. undefined: the project's order, if exactly one can be invoiced; null: none. */
  cpoId?: string | null;
}

export interface KnownCustomer {
  id: string;
  name: string;
  securityLevel: number;
}

export interface KnownProject {
  id: string;
  number: string;
  title: string;
  customerId: string;
  currency: string;
  status: string;
  /** The financial closure that its ledger is locked by. */
  closureId: string | null;
}

export interface KnownMilestone {
  id: string;
  projectId: string;
  label: string;
  expectedMinor: bigint;
  removed: boolean;
}

export interface Known {
  customer: KnownCustomer | null;
  /** The project named, or that of the milestone or the order where only these are named. */
  project: KnownProject | null;
  milestone: KnownMilestone | null;
  cpo?: KnownCpo | null;
}

export interface Subject extends WantedSubject {
  customer: KnownCustomer;
  project: KnownProject | null;
  milestone: KnownMilestone | null;
  cpo: KnownCpo | null;
}

/** The project that a path names is not in the replica (yet): its owner can be asked about it. */
export class UnknownProject extends DomainError {
  constructor(readonly projectId: string) {
    const { kind, code, detail } = notFound('project', projectId);
    super(kind, code, { detail });
  }
}

/** Something that projects owns and that is not in the replica (yet). `askFor`: what its owner can be asked about. */
export class UnknownReference extends DomainError {
  constructor(
    noun: 'customer' | 'project' | 'milestone' | 'budget-node',
    id: string,
    readonly askFor: { projectId?: string; milestoneId?: string } | null,
  ) {
    const code = `${noun}-unknown` as const;
    const detail = `There is no ${noun.replace('-', ' ')} ${id}, or it is not yours to see.`;
    const field = noun === 'budget-node' ? 'budgetNode' : noun;
    super('invalid', code, { detail, errors: [{ pointer: `/${field}Id`, code, detail }] });
  }
}

/**
 * Document, project and milestone have the same customer and currency, and the milestone is the project's (domain model, "Billing
 * documents"; composite foreign keys say the same). A milestone or an order alone is enough: its project follows from it.
 * @param options.settles whether it is to settle issued invoices: then the project may be CANCELLED
 * @throws DomainError `customer-unknown`, `project-unknown`, `milestone-unknown`, `cpo-unknown` (invalid); `allocation-mismatch`,
 *   `currency-mismatch`, `project-locked`, `cpo-not-open` (conflict)
 */
export function decideSubject(
  wanted: WantedSubject,
  known: Known,
  clearance: number,
  options: { settles?: boolean } = {},
): Subject {
  const { customer, project, milestone, cpo = null } = known;
  if (!customer || customer.securityLevel > clearance)
    throw new UnknownReference('customer', wanted.customerId, null);
  if (wanted.milestoneId !== null && (!milestone || milestone.removed)) {
    const askFor =
      wanted.projectId === null ? { milestoneId: wanted.milestoneId } : { projectId: wanted.projectId };
    throw new UnknownReference('milestone', wanted.milestoneId, milestone?.removed ? null : askFor);
  }
  assertKnown(wanted.cpoId, cpo, clearance);
  const projectId = wanted.projectId ?? milestone?.projectId ?? cpo?.projectId ?? null;
  if (projectId === null) {
    if (cpo) assertPinnable(cpo, { ...wanted, projectId });
    return { ...wanted, customer, project: null, milestone: null, cpo };
  }
  if (!project) throw new UnknownReference('project', projectId, { projectId });
  if (milestone && milestone.projectId !== projectId) {
    throw conflict(
      'allocation-mismatch',
      `Milestone “${milestone.label}” belongs to another project than ${project.number}.`,
      {
        milestoneId: milestone.id,
      },
    );
  }
  if (project.customerId !== wanted.customerId) {
    throw conflict('allocation-mismatch', 'The project belongs to another customer than the document.', {
      projectId,
    });
  }
  if (project.currency !== wanted.currency) {
    throw conflict(
      'currency-mismatch',
      `The project is in ${project.currency}, the document in ${wanted.currency}.`,
      {
        projectId,
        currency: project.currency,
      },
    );
  }
  if (cpo) assertPinnable(cpo, { ...wanted, projectId });
  assertOpen(ledgersOf({ project }), options);
  return { ...wanted, projectId, customer, project, milestone, cpo };
}

/** A project's ledger as it is known before it is locked. */
export const ledgersOf = ({ project }: Pick<Known, 'project'>): LockedLedger[] =>
  project ? [{ projectId: project.id, status: project.status, closureId: project.closureId }] : [];
