import { pageOf } from '@closeout/contracts/pages';
import type { EmailContent } from '../emails/layout.js';
import type { BudgetThresholdPassed } from './onBudgetThresholdPassed.js';
import type { Words } from '../emails/words.js';

export function budgetThresholdEmail(passed: BudgetThresholdPassed, { say, money }: Words): EmailContent {
  const { project, node, percent, currency } = passed;
  const line = node && `${node.code} ${node.name}`;
  const subject = say(
    `${percent} % of ${line ? `budget line ${line}` : 'the budget'} of ${project.number} is used`,
    `${percent} % ${line ? `der Budgetzeile ${line}` : 'des Budgets'} von ${project.number} sind verbraucht`,
  );
  return {
    subject,
    heading: subject,
    facts: [
      [say('Project', 'Projekt'), `${project.number} ${project.title}`],
      ['Budget', money(passed.budget, currency)],
      [say('Spent', 'Ausgegeben'), money(passed.spent, currency)],
      [say('Committed', 'Gebunden'), money(passed.committed, currency)],
    ],
    link: { label: say('Open the project', 'Projekt öffnen'), page: pageOf('project', project.id) },
    because: say(
      'You are told because you manage this project.',
      'Sie erhalten diese E-Mail, weil Sie dieses Projekt leiten.',
    ),
  };
}
