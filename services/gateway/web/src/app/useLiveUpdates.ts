import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { listsKey, refreshLists } from '../projects/refreshLists.js';
import { projectQuery } from '../projects/projectQueries.js';
import { staleKeys, type Hint } from './staleKeys.js';

const gatherMs = 200;
const anewMs = 10_000;

const isListsKey = (key: readonly string[]): boolean => key.join() === listsKey.join();
const projectIn = ([noun, one, id]: readonly string[]): string[] =>
  noun === 'projects' && one === 'one' && id ? [id] : [];

/** Reads again what a colleague or an event has changed, as the stream of hints tells; many hints at once are one reading. */
export function useLiveUpdates(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const stale = new Map<string, string[]>();
    let gathering: number | undefined;
    let anew: number | undefined;
    let source: EventSource;
    const readAgain = () => {
      gathering = undefined;
      const keys = [...stale.values()];
      stale.clear();
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
        if (source.readyState === EventSource.CLOSED) anew = window.setTimeout(open, anewMs);
      });
    };
    open();
    return () => {
      source.close();
      window.clearTimeout(gathering);
      window.clearTimeout(anew);
    };
  }, [queries]);
}
