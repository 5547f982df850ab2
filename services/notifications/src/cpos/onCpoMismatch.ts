import type { NotificationKind } from '@closeout/contracts/http/notifications';
import type { Permission } from '@closeout/contracts/permissions';
import type { Tx } from '@closeout/service-kit/db';
import type { ReceivedEvent } from '@closeout/service-kit/messaging';
import type { EmailContent } from '../emails/layout.js';
import type { Tell } from '../emails/tell.js';
import type { Words } from '../emails/words.js';
import { seesOrders } from '../people/sight.js';
import type { CpoSeen } from './cpo.js';
import { mismatchDecisionEmail, mismatchFoundEmail, mismatchResolvedEmail } from './cpoEmails.js';

export const onCpoMismatchFound = telling('cpo-mismatch-found', 'notify.cpo_mismatch', mismatchFoundEmail);
export const onCpoMismatchReported = telling('cpo-direction', 'cpos.direction', (cpo, _figures, words) =>
  mismatchDecisionEmail(cpo, words),
);
export const onCpoMismatchResolved = telling(
  'cpo-mismatch-resolved',
  'projects.finance_closure',
  (cpo, _figures, words) => mismatchResolvedEmail(cpo, words),
);

function telling(
  kind: NotificationKind,
  permission: Permission,
  email: (cpo: CpoSeen, withFigures: boolean, words: Words) => EmailContent,
) {
  return (tell: Tell) =>
    (tx: Tx, event: ReceivedEvent<CpoSeen>): Promise<void> =>
      tell(tx, event, {
        kind,
        customerId: event.data.customerId,
        permission,
        content: ({ reader, words }) => email(event.data, seesOrders(reader), words),
      });
}
