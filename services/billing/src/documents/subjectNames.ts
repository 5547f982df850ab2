/** SQL of what project and milestone of a document are called now, as jsonb; `d` is the document's alias. */
export const subjectNamesJson = (d: string): string => `jsonb_build_object(
  'project', (SELECT jsonb_build_object('number', p.number, 'title', p.title) FROM project_replica p WHERE p.project_id = ${d}.project_id),
  'milestone', (SELECT jsonb_build_object('label', m.label) FROM milestone_replica m WHERE m.milestone_id = ${d}.milestone_id))`;

export interface SubjectNames {
  project: { number: string; title: string } | null;
  milestone: { label: string } | null;
}
