import type { Project } from './projectQueries.js';

/** What people do in a project, as the service names it. */
type Work = 'administration' | 'planning' | 'progress' | 'delivery' | 'time' | 'expenditure' | 'decisions';

/** What is offered in each status; the service decides all the same. */
const work: Record<Project['status'], readonly Work[]> = {
  ACTIVE: ['administration', 'planning', 'progress', 'delivery', 'time', 'expenditure', 'decisions'],
  ON_HOLD: ['administration', 'planning', 'delivery', 'decisions'],
  TECHNICALLY_CLOSED: ['administration'],
  FINALIZED: [],
  CANCELLED: [],
};

export const allows = ({ status }: Pick<Project, 'status'>, what: Work): boolean =>
  work[status].includes(what);
