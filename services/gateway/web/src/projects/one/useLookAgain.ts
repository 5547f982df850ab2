import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { meQuery } from '../../session/useMe.js';
import { projectKey } from '../projectQueries.js';

const everyMs = 20_000;

/** The stream of hints tells nothing to those who see a project only by being on its team: for them it is read again now and then. */
export function useLookAgain(id: string): void {
  const queries = useQueryClient();
  const { data: me } = useQuery(meQuery);
  const hears = !me || me.permissions.includes('projects.view');
  useEffect(() => {
    if (hears) return;
    const again = window.setInterval(() => {
      if (document.visibilityState === 'visible')
        void queries.invalidateQueries({ queryKey: projectKey(id) });
    }, everyMs);
    return () => window.clearInterval(again);
  }, [hears, id, queries]);
}
