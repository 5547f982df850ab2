import type { Work } from '../projects/status.js';
import type { Stage } from './stage.js';

const kinds: [work: Work, fields: (keyof Stage)[]][] = [
  ['administration', ['name', 'description', 'order', 'dueDate']],
  ['planning', ['weight', 'dependsOn']],
  ['progress', ['completion']],
];

/** What it is that changes a stage from one state to another. */
export function workBetween(before: Stage, after: Stage): Work[] {
  const differs = (name: keyof Stage) => JSON.stringify(before[name]) !== JSON.stringify(after[name]);
  return kinds.filter(([, fields]) => fields.some(differs)).map(([work]) => work);
}
