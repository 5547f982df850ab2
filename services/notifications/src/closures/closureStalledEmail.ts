import { pageOf } from '@closeout/contracts/pages';
import type { EmailContent } from '../emails/layout.js';
import type { ClosureStalled } from './onClosureStalled.js';
import type { Words } from '../emails/words.js';

export function closureStalledEmail(
  { project, attempts, requestedAt }: ClosureStalled,
  customer: string,
  { say, instant }: Words,
): EmailContent {
  const subject = say(
    `The financial closure of ${project.number} has had no answer`,
    `Der kaufmännische Abschluss von ${project.number} hat noch keine Antwort`,
  );
  return {
    subject,
    heading: subject,
    facts: [
      [say('Project', 'Projekt'), `${project.number} ${project.title}`],
      [say('Customer', 'Kunde'), customer],
      [say('Requested', 'Beantragt'), instant(requestedAt)],
      [say('Asked', 'Angefragt'), say(`${attempts} times`, `${attempts}-mal`)],
      [
        say('What to do', 'Was zu tun ist'),
        say(
          'It goes on as soon as billing answers. To give it up, reopen the project.',
          'Es geht weiter, sobald die Abrechnung antwortet. Um ihn aufzugeben, öffnen Sie das Projekt wieder.',
        ),
      ],
    ],
    link: { label: say('Open the project', 'Projekt öffnen'), page: pageOf('project', project.id) },
    because: say(
      'You are told because your role closes projects financially.',
      'Sie erhalten diese E-Mail, weil Ihre Rolle Projekte kaufmännisch abschließt.',
    ),
  };
}
