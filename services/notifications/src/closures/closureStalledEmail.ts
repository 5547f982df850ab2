import { pageOf } from '@closeout/contracts/pages';
import type { EmailContent } from '../emails/layout.js';
import type { ClosureStalled } from './onClosureStalled.js';

export function closureStalledEmail(
  { project, attempts, requestedAt }: ClosureStalled,
  customer: string,
): EmailContent {
  return {
    subject: `The financial closure of ${project.number} has had no answer`,
    heading: `The financial closure of ${project.number} has had no answer`,
    facts: [
      ['Project', `${project.number} ${project.title}`],
      ['Customer', customer],
      ['Requested', requestedAt],
      ['Asked', `${attempts} times`],
      ['What to do', 'It goes on as soon as billing answers. To give it up, reopen the project.'],
    ],
    link: { label: 'Open the project', page: pageOf('project', project.id) },
    because: 'You are told because your role closes projects financially.',
  };
}
