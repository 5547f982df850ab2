import { pageOf } from '@closeout/contracts/pages';
import type { EmailContent } from '../emails/layout.js';
import type { MemberAssigned } from './onMemberAssigned.js';

const roles: Record<string, string> = {
  PROJECT_MANAGER: 'project manager',
  TECHNICAL_MANAGER: 'technical manager',
};

export function assignedEmail({ project, role }: MemberAssigned, customer: string): EmailContent {
  const as = roles[role] ?? 'team member';
  return {
    subject: `You are ${as} of ${project.number}: ${project.title}`,
    heading: `You are ${as} of ${project.number}`,
    facts: [
      ['Title', project.title],
      ['Customer', customer],
      ['Start', project.startDate],
      ...(project.endDate === null ? [] : [['End', project.endDate] as const]),
    ],
    link: { label: 'Open the project', page: pageOf('project', project.id) },
    because: 'You are told because somebody assigned you to this project.',
  };
}
