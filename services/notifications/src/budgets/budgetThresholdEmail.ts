import type { EmailContent } from '../emails/layout.js';
import type { BudgetThresholdPassed } from './onBudgetThresholdPassed.js';

/** @param publicUrl where people open Closeout, without a slash at the end */
export function budgetThresholdEmail(passed: BudgetThresholdPassed, publicUrl: string): EmailContent {
  const { project, node, percent, currency } = passed;
  const budget = node === null ? 'the budget' : `budget node ${node.code} ${node.name}`;
  const subject = `${percent} % of ${budget} of ${project.number} is used`;
  return {
    subject,
    heading: subject,
    facts: [
      ['Project', `${project.number} ${project.title}`],
      ['Budget', `${passed.budget} ${currency}`],
      ['Spent', `${passed.spent} ${currency}`],
      ['Committed', `${passed.committed} ${currency}`],
    ],
    link: { label: 'Open the project', url: `${publicUrl}/projects/${project.id}` },
    because: 'You are told because you manage this project.',
  };
}
