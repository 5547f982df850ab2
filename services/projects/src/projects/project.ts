import { invalid } from '@closeout/contracts/errors';
import type { ProjectState } from '@closeout/contracts/events/projects';
import type { ProjectStatus } from '@closeout/contracts/http/projects';
import { toMinor, type Minor } from '@closeout/contracts/money';

/** A project as it is stored, with what is shown of its customer. Days are `YYYY-MM-DD`. */
export interface Project {
  id: string;
  version: number;
  number: string;
  numberOrder: bigint;
  status: ProjectStatus;
  archived: boolean;
  customerId: string;
  customerName: string;
  /** Of the customer: whoever has less clearance does not see the project. */
  securityLevel: number;
  currency: string;
  title: string;
  description: string | null;
  budgetMinor: Minor;
  startDate: string;
  endDate: string | null;
  type: ProjectState['type'];
  revenueModel: ProjectState['revenueModel'];
  projectManagerId: string | null;
  technicalManagerId: string | null;
  businessUnitId: string | null;
  legalEntityId: string | null;
  hourlyRateMinor: Minor | null;
  internalNotes: string | null;
  createdAt: Date;
  createdBy: string | null;
  updatedAt: Date;
  lastProgressNo: number;
  milestonesExpectedMinor: Minor;
  milestoneCount: number;
  receivedMinor: Minor;
  invoicedMinor: Minor;
  nextDueDate: string | null;
  /** The financial closure that is pending. */
  closureId: string | null;
  quoteId: string | null;
  quoteVersion: number | null;
  /** The stages' mean by weight, in hundredths of a per cent. */
  completionHundredths: number;
}

/** What a PATCH may change. */
export type ProjectContent = Pick<
  Project,
  | 'title'
  | 'description'
  | 'budgetMinor'
  | 'startDate'
  | 'endDate'
  | 'type'
  | 'revenueModel'
  | 'projectManagerId'
  | 'technicalManagerId'
  | 'businessUnitId'
  | 'legalEntityId'
  | 'hourlyRateMinor'
  | 'internalNotes'
>;

/** Five hundred milestones of this size still add up inside a PostgreSQL bigint. */
const maxMinor = 10n ** 16n;

/**
 * An amount of a project at its currency's scale.
 * @throws DomainError `amount-scale`, `amount-too-large` (invalid), pointing at `pointer`
 */
export function readAmount(decimal: string, currency: string, pointer: string): Minor {
  const minor = toMinor(decimal, currency, pointer);
  if (minor < maxMinor) return minor;
  const detail = `${decimal} ${currency} is more than can be counted with.`;
  throw invalid('amount-too-large', detail, [{ pointer, code: 'amount-too-large', detail }]);
}

/** @throws DomainError `end-before-start` (invalid) */
export function assertDates({ startDate, endDate }: Pick<Project, 'startDate' | 'endDate'>): void {
  if (endDate === null || endDate >= startDate) return;
  const detail = `The end, ${endDate}, lies before the start, ${startDate}.`;
  throw invalid('end-before-start', detail, [{ pointer: '/endDate', code: 'end-before-start', detail }]);
}

export interface Warning {
  code: string;
  detail: string;
}

/** What deserves a second look but forbids nothing (instalments, section 7). */
export function warningsOf(
  project: Pick<Project, 'milestoneCount' | 'milestonesExpectedMinor' | 'budgetMinor'>,
  show: (minor: Minor) => string,
): Warning[] {
  if (project.milestoneCount === 0 || project.milestonesExpectedMinor === project.budgetMinor) return [];
  const [sum, budget] = [show(project.milestonesExpectedMinor), show(project.budgetMinor)];
  return [
    {
      code: 'milestones-do-not-sum-to-budget',
      detail: `The milestones add up to ${sum}, the budget is ${budget}.`,
    },
  ];
}
