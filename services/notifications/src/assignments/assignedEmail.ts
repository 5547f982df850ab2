import { pageOf } from '@closeout/contracts/pages';
import type { EmailContent } from '../emails/layout.js';
import type { MemberAssigned } from './onMemberAssigned.js';
import type { Words } from '../emails/words.js';

const roles: Record<string, readonly [english: string, german: string]> = {
  PROJECT_MANAGER: ['project manager', 'Projektleitung'],
  TECHNICAL_MANAGER: ['technical manager', 'Technische Leitung'],
};

export function assignedEmail(
  { project, role }: MemberAssigned,
  customer: string,
  { say, day }: Words,
): EmailContent {
  const as = say(...(roles[role] ?? ['team member', 'Teammitglied']));
  const { number, title } = project;
  return {
    subject: say(`You are ${as} of ${number}: ${title}`, `Ihre Rolle in ${number}: ${as} (${title})`),
    heading: say(`You are ${as} of ${number}`, `Ihre Rolle in ${number}: ${as}`),
    facts: [
      [say('Title', 'Titel'), title],
      [say('Customer', 'Kunde'), customer],
      [say('Start', 'Anfang'), day(project.startDate)],
      ...(project.endDate === null ? [] : [[say('End', 'Ende'), day(project.endDate)] as const]),
    ],
    link: { label: say('Open the project', 'Projekt öffnen'), page: pageOf('project', project.id) },
    because: say(
      'You are told because somebody assigned you to this project.',
      'Sie erhalten diese E-Mail, weil Sie diesem Projekt zugewiesen wurden.',
    ),
  };
}
