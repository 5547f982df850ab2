import { type CheckedLog, type Database, readEpochs } from '@closeout/service-kit';

/** The public feed as a log whose end the other services remember: it is cut short by a backup as the service's own is. */
export function feedLog(db: Pick<Database, 'query'>): CheckedLog {
  const last = async () => {
    const [row] = await db.query<{ position: bigint; eventId: string }>(
      'SELECT position, event_id AS "eventId" FROM feed_event ORDER BY month DESC, position DESC LIMIT 1',
    );
    return row && { position: Number(row.position), eventId: row.eventId };
  };
  return {
    source: 'notifications.feed',
    async head() {
      const [row] = await db.query<{ position: bigint }>('SELECT position FROM feed_head');
      return Number(row?.position ?? 0);
    },
    async end() {
      const [end, epoch] = [await last(), (await readEpochs(db)).at(-1)];
      return end && epoch ? { ...end, epoch: epoch.epoch } : null;
    },
    async eventAt(position) {
      const [row] = await db.query<{ id: string }>(
        'SELECT event_id AS id FROM feed_event WHERE position = $1',
        [position],
      );
      return row?.id ?? null;
    },
  };
}
