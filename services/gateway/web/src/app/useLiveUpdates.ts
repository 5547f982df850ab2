import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { listsKey, refreshLists } from '../projects/refreshLists.js';
import { projectQuery } from '../projects/projectQueries.js';
import { meQuery } from '../session/useMe.js';
import { staleKeys, type Hint } from './staleKeys.js';

const gatherMs = 200;
const anewMs = 10_000;
/** Sums over everything are read again at most this often, however much changes. */
const restMs: Record<string, number> = { dashboard: 5_000 };

const isListsKey = (key: readonly string[]): boolean => key.join() === listsKey.join();
const projectIn = ([noun, one, id]: readonly string[]): string[] =>
  noun === 'projects' && one === 'one' && id ? [id] : [];

/** Reads again what a colleague or an event has changed, as the stream of hints tells; many hints at once are one reading. */
export function useLiveUpdates(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const stale = new Map<string, string[]>();
    const readAt = new Map<string, number>();
    const restOf = (key: string[]): number =>
      (readAt.get(key.join()) ?? -Infinity) + (restMs[key[0] ?? ''] ?? 0) - performance.now();
    let gathering: number | undefined;
    let resting: number | undefined;
    let anew: number | undefined;
    let source: EventSource;
    const readAgain = () => {
      gathering = undefined;
      const keys = [...stale.values()].filter((key) => restOf(key) <= 0);
      for (const key of keys) {
        stale.delete(key.join());
        readAt.set(key.join(), performance.now());
      }
      const rests = [...stale.values()].map(restOf);
      window.clearTimeout(resting);
      if (rests.length > 0) resting = window.setTimeout(readAgain, Math.min(...rests));
      for (const queryKey of keys) if (!isListsKey(queryKey)) void queries.invalidateQueries({ queryKey });
      if (keys.some(isListsKey))
        void refreshLists(queries, keys.flatMap(projectIn), (id) => queries.fetchQuery(projectQuery(id)));
    };
    const open = () => {
      source = new EventSource('/api/v1/events/stream');
      source.addEventListener('message', ({ data }: MessageEvent<string>) => {
        for (const key of staleKeys(JSON.parse(data) as Hint)) stale.set(key.join(), key);
        gathering ??= window.setTimeout(readAgain, gatherMs);
      });
      source.addEventListener('missed', () => void queries.invalidateQueries());
      // The browser connects anew by itself after a broken connection, but not after an answer such as 503.
      source.addEventListener('error', () => {
        if (source.readyState !== EventSource.CLOSED) return;
        anew = window.setTimeout(open, anewMs);
        // Perhaps it was refused because the session is over: then the shell learns of it at once.
        void queries.invalidateQueries({ queryKey: meQuery.queryKey });
      });
    };
    open();
    return () => {
      source.close();
      window.clearTimeout(gathering);
      window.clearTimeout(resting);
      window.clearTimeout(anew);
    };
  }, [queries]);
}
