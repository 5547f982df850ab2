import { pageOf } from '@closeout/contracts/pages';
import type { EmailContent } from '../emails/layout.js';
import type { BudgetThresholdPassed } from './onBudgetThresholdPassed.js';

export function budgetThresholdEmail(passed: BudgetThresholdPassed): EmailContent {
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
    link: { label: 'Open the project', page: pageOf('project', project.id) },
    because: 'You are told because you manage this project.',
  };
}
