import { serviceNames, type ServiceName } from '@closeout/contracts/services';
import type { Tx } from '@closeout/service-kit/db';
import { readFeedCursor, type ResyncParts } from '@closeout/service-kit/messaging';
import type { Kit } from '@closeout/service-kit/service';
import { z } from 'zod';
import { moveFeedHead } from '../feed/feedHead.js';
import { failQueuedEmails } from '../emails/failQueuedEmails.js';

const producers = serviceNames.filter((name) => name !== 'notifications');
/** More than this service itself says within the minute in which others remember how far its log goes. */
const margin = 10_000;

/**
 * What notifications adds to a resync. The feed holds each event of each service once, so since the backup it can have grown
 * by no more than what the others have said since: above that it goes on. E-mails that may have been sent already wait
 * for a person.
 */
export function resyncParts(kit: Kit): ResyncParts {
  let grown = 0;
  return {
    async prepare() {
      const behind = await Promise.all(producers.map((name) => behindOf(kit, name)));
      grown = behind.reduce((sum, events) => sum + events, margin);
    },
    async afterwards(tx: Tx, position: number) {
      await moveFeedHead(tx, grown, position);
      await failQueuedEmails(tx, kit.clock.now());
    },
  };
}

/** How many events of a service the feed has not. One that does not answer is for the operator, who said to go on. */
async function behindOf(kit: Kit, source: ServiceName): Promise<number> {
  const after = await readFeedCursor(kit.db, source);
  const page = await kit
    .peer(source)
    .get(`/internal/events?after=${after}&limit=1`, z.object({ head: z.int().optional() }))
    .catch(() => null); // told as away by whoever asks for what was seen
  return Math.max(0, (page?.head ?? after) - after);
}
