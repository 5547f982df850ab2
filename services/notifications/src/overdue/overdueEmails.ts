import { pageOf } from '@closeout/contracts/pages';
import type { EmailContent } from '../emails/layout.js';
import type { ProjectSeen } from '../projects/onProjectChanged.js';
import type { MilestoneOverdue, StageOverdue } from './onOverdue.js';
import type { Words } from '../emails/words.js';

const because = ({ say }: Words): string =>
  say(
    'You are told because you manage this project.',
    'Sie erhalten diese E-Mail, weil Sie dieses Projekt leiten.',
  );

export function milestoneOverdueEmail(
  { project, milestone, dueDate }: MilestoneOverdue,
  customer: string,
  words: Words,
): EmailContent {
  const { say } = words;
  const money = (amount: string) => words.money(amount, milestone.currency);
  const remaining = money(milestone.remainingAmount);
  return {
    subject: say(
      `Overdue: ${milestone.label} of ${project.number}, ${remaining}`,
      `Überfällig: ${milestone.label} von ${project.number}, ${remaining}`,
    ),
    heading: say(`${milestone.label} is overdue`, `${milestone.label} ist überfällig`),
    facts: [
      ...about(project, customer, words),
      [say('Due', 'Fällig'), words.day(dueDate)],
      [say('Expected', 'Erwartet'), money(milestone.expectedAmount)],
      [say('Received', 'Erhalten'), money(milestone.receivedAmount)],
      [say('Remaining', 'Offen'), remaining],
    ],
    link: linkTo(project, words),
    because: because(words),
  };
}

export function stageOverdueEmail(
  { project, stage, dueDate }: StageOverdue,
  customer: string,
  words: Words,
): EmailContent {
  const { say } = words;
  return {
    subject: say(
      `Overdue: stage ${stage.name} of ${project.number}`,
      `Überfällig: Phase ${stage.name} von ${project.number}`,
    ),
    heading: say(`Stage ${stage.name} is overdue`, `Die Phase ${stage.name} ist überfällig`),
    facts: [
      ...about(project, customer, words),
      [say('Due', 'Fällig'), words.day(dueDate)],
      [say('Completion', 'Fortschritt'), `${stage.completion} %`],
    ],
    link: linkTo(project, words),
    because: because(words),
  };
}

const about = (project: ProjectSeen, customer: string, { say }: Words): EmailContent['facts'] => [
  [say('Project', 'Projekt'), `${project.number} ${project.title}`],
  [say('Customer', 'Kunde'), customer],
];

const linkTo = (project: ProjectSeen, { say }: Words) => ({
  label: say('Open the project', 'Projekt öffnen'),
  page: pageOf('project', project.id),
});
