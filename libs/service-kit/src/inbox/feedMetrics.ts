import type { Database } from '../db/openDatabase.js';
import { gauges, type Metrics } from '../observability/metrics.js';
import { readFeedCursor } from './feedCursor.js';
import type { FetchEvents } from './fetchEvents.js';

/**
 * How far the followed feeds are behind their producers. Asked for at each scrape, so that every replica tells the
 * same truth; NaN for a producer that cannot be asked now.
 */
export function measureFeedLag(options: {
  metrics: Metrics;
  db: Pick<Database, 'query'>;
  fetch: FetchEvents;
  sources: readonly string[];
}): void {
  const { metrics, db, fetch, sources } = options;
  const helpOf = {
    feed_lag_events: 'Events of the producer that are not in the feed',
    feed_lag_seconds: 'Age of the producer’s oldest event that is not in the feed',
  };
  gauges(metrics, helpOf, ['source'], async ({ feed_lag_events, feed_lag_seconds }) => {
    await Promise.all(
      sources.map(async (source) => {
        const lag = await lagBehind(source).catch(() => ({ events: NaN, seconds: NaN }));
        feed_lag_events.set({ source }, lag.events);
        feed_lag_seconds.set({ source }, lag.seconds);
      }),
    );
  });

  async function lagBehind(source: string): Promise<{ events: number; seconds: number }> {
    const after = await readFeedCursor(db, source);
    const page = await fetch(source, { after, limit: 1 });
    const oldest = page?.items[0];
    return {
      events: Math.max(0, (page?.head ?? NaN) - after),
      seconds: oldest ? Math.max(0, (Date.now() - Date.parse(oldest.time)) / 1000) : 0,
    };
  }
}
