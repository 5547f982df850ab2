import type { Tx } from '@closeout/service-kit/db';
import type { ReceivedEvent } from '@closeout/service-kit/messaging';
import type { Tell } from '../emails/tell.js';
import { seesOrders } from '../people/sight.js';
import type { CpoSeen } from './cpo.js';
import { cpoVersionEmail, versionDecisionEmail } from './cpoEmails.js';

/** Direction is asked to decide; who is told of versions hears of it. Whoever belongs to both is asked, and not told besides. */
export function onCpoVersionCreated(tell: Tell) {
  return async (tx: Tx, event: ReceivedEvent<CpoSeen>): Promise<void> => {
    const cpo = event.data;
    const { customerId } = cpo;
    await tell(tx, event, {
      kind: 'cpo-direction',
      customerId,
      permission: 'cpos.direction',
      content: ({ words }) => versionDecisionEmail(cpo, words),
    });
    await tell(tx, event, {
      kind: 'cpo-version',
      customerId,
      permission: 'notify.cpo_versions',
      content: ({ reader, words }) => cpoVersionEmail(cpo, seesOrders(reader), words),
    });
  };
}
