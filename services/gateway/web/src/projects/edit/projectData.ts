import type { Schemas } from '../../api/client.js';
import type { Project } from '../projectQueries.js';

/** What can be changed of a project, as a form holds it: '' is nothing. */
export const emptyData = {
  title: '',
  description: '',
  budgetTotal: '',
  startDate: '',
  endDate: '',
  projectManagerId: '',
  technicalManagerId: '',
  type: '',
  revenueModel: '',
  hourlyRate: '',
  businessUnitId: '',
  legalEntityId: '',
  internalNotes: '',
};
export type ProjectData = typeof emptyData;
export type ProjectDataField = keyof ProjectData;

const names = Object.keys(emptyData) as ProjectDataField[];
export const isDataField = (name: string): name is ProjectDataField => name in emptyData;

export const dataOf = (project: Project): ProjectData =>
  Object.fromEntries(names.map((name) => [name, project[name] ?? ''])) as ProjectData;

/** Only what has changed; what was emptied is taken away. */
export function dataPatch(before: ProjectData, after: ProjectData): Schemas['ProjectPatch'] {
  const changed = names.filter((name) => after[name].trim() !== before[name].trim());
  return Object.fromEntries(changed.map((name) => [name, after[name].trim() || null]));
}

/** Only what was filled in. */
export const filledData = (data: ProjectData): Partial<ProjectData> =>
  Object.fromEntries(names.flatMap((name) => (data[name].trim() ? [[name, data[name].trim()]] : [])));
