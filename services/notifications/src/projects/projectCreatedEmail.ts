import { pageOf } from '@closeout/contracts/pages';
import type { EmailContent } from '../emails/layout.js';
import type { ProjectCreated } from './onProjectCreated.js';
import type { Words } from '../emails/words.js';

export function projectCreatedEmail(
  project: ProjectCreated,
  names: { customer: string; manager: string | null },
  withBudget: boolean,
  { say, money, day }: Words,
): EmailContent {
  const heading = say(`New project ${project.number}`, `Neues Projekt ${project.number}`);
  return {
    subject: `${heading}: ${project.title}`,
    heading,
    facts: [
      [say('Title', 'Titel'), project.title],
      [say('Customer', 'Kunde'), names.customer],
      ...(withBudget ? [['Budget', money(project.budgetTotal, project.currency)] as const] : []),
      [say('Start', 'Anfang'), day(project.startDate)],
      ...(project.endDate === null ? [] : [[say('End', 'Ende'), day(project.endDate)] as const]),
      [say('Project manager', 'Projektleitung'), names.manager ?? say('not named yet', 'noch nicht benannt')],
    ],
    link: { label: say('Open the project', 'Projekt öffnen'), page: pageOf('project', project.id) },
    because: say(
      'You are told because you manage this project, or because your role is told of new projects.',
      'Sie erhalten diese E-Mail, weil Sie dieses Projekt leiten oder Ihre Rolle von neuen Projekten erfährt.',
    ),
  };
}
