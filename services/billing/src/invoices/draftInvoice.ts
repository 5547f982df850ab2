import { conflict } from '@closeout/contracts/errors';
import type { KnownMilestone, KnownProject, Subject } from '../projects/subject.js';
import { priceLines, priceTaxIncluded, type LineDraft, type Priced } from './totals.js';

/**
 * The lines of a draft: those given, or for a milestone one line of its expected amount, tax included (public API, "Billing
 * documents").
 * @throws DomainError `milestone-not-invoiceable` (conflict) when there is no milestone, or it expects nothing
 */
export function priceDraft(subject: Subject, lines: readonly LineDraft[] | undefined, taxRate = '0'): Priced {
  if (lines) return priceLines(lines, subject.currency);
  const { milestone, project } = subject;
  if (!milestone || !project)
    throw conflict(
      'milestone-not-invoiceable',
      'The draft is for no milestone whose amount it could ask for.',
    );
  if (milestone.expectedMinor <= 0n) {
    throw conflict('milestone-not-invoiceable', `“${milestone.label}” expects no amount.`, {
      milestoneId: milestone.id,
    });
  }
  return priceMilestone({ milestone, project }, taxRate, subject.currency);
}

/** One line of what the milestone expects, which includes the tax. */
export function priceMilestone(
  { milestone, project }: { milestone: KnownMilestone; project: KnownProject },
  taxRate: string,
  currency: string,
): Priced {
  const description = `${milestone.label} – ${project.number} ${project.title}`.slice(0, 1000);
  return priceTaxIncluded({ description, grossMinor: milestone.expectedMinor, taxRate }, currency);
}
