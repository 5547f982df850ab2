import type { Kit, ResyncParts, Tx } from '@closeout/service-kit';
import { z } from 'zod';
import { failQueuedEmails } from '../emails/failQueuedEmails.js';

const producers = ['gateway', 'projects', 'billing'] as const;
/** More than is said within the minute in which others remember how far our own log goes. */
const margin = 10_000;

/**
 * What notifications adds to a resync. The feed holds each event of each service once, so its readers can have seen no
 * position above the sum of what all have said: there it goes on. E-mails that may have been sent already wait for a person.
 */
export function resyncParts(kit: Kit): ResyncParts {
  let said = 0;
  return {
    async prepare() {
      const pages = await Promise.all(
        producers.map((name) =>
          kit.peer(name).get('/internal/events?after=0&limit=1', z.object({ head: z.int() })),
        ),
      );
      said = pages.reduce((sum, page) => sum + (page?.head ?? 0), 0);
    },
    async afterwards(tx: Tx) {
      const [own] = await tx.query<{ first: bigint }>(
        'SELECT max(first_position) AS first FROM kit.log_epoch',
      );
      await tx.query('UPDATE feed_head SET position = greatest(position, $1)', [
        said + Number(own?.first ?? 0) + margin,
      ]);
      await failQueuedEmails(tx, kit.clock.now());
    },
  };
}
