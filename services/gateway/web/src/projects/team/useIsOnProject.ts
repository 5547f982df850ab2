import { useQuery } from '@tanstack/react-query';
import { meQuery } from '../../session/useMe.js';
import { teamQuery, type Project } from '../projectQueries.js';

/** Whether the reader is on the project's team or runs it: only these log hours for it. */
export function useIsOnProject(project: Project): boolean {
  const me = useQuery(meQuery);
  const team = useQuery(teamQuery(project.id));
  const id = me.data?.user.id;
  if (id === undefined) return false;
  if (id === project.projectManagerId || id === project.technicalManagerId) return true;
  return team.data?.items.some(({ userId }) => userId === id) ?? false;
}
