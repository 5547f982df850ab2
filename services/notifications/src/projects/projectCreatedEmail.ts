import { pageOf } from '@closeout/contracts/pages';
import type { EmailContent } from '../emails/layout.js';
import type { ProjectCreated } from './onProjectCreated.js';

export function projectCreatedEmail(
  project: ProjectCreated,
  names: { customer: string; manager: string | null },
  withBudget: boolean,
): EmailContent {
  return {
    subject: `New project ${project.number}: ${project.title}`,
    heading: `New project ${project.number}`,
    facts: [
      ['Title', project.title],
      ['Customer', names.customer],
      ...(withBudget ? [['Budget', `${project.budgetTotal} ${project.currency}`] as const] : []),
      ['Start', project.startDate],
      ...(project.endDate === null ? [] : [['End', project.endDate] as const]),
      ['Project manager', names.manager ?? 'not named yet'],
    ],
    link: { label: 'Open the project', page: pageOf('project', project.id) },
    because: 'You are told because you manage this project, or because your role is told of new projects.',
  };
}
