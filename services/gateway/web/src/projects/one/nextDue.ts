import type { Schemas } from '../../api/client.js';

export interface Due {
  kind: 'stage' | 'payment';
  id: string;
  name: string;
  day: string;
  overdue: boolean;
  /** Of a payment: what is still to come. */
  amount?: string;
}

type Stage = Pick<Schemas['Stage'], 'id' | 'name' | 'dueDate' | 'completion' | 'overdue'>;
type Milestone = Pick<
  Schemas['Milestone'],
  'id' | 'label' | 'dueDate' | 'status' | 'overdue' | 'remainingAmount'
>;

/** What has to happen next: stages that are not complete and payments that are not made, the most urgent first. */
export function nextDue(stages: readonly Stage[], milestones: readonly Milestone[], most = 5): Due[] {
  const work = stages.flatMap(({ id, name, dueDate, completion, overdue }): Due[] =>
    dueDate && completion < 100 ? [{ kind: 'stage', id, name, day: dueDate, overdue }] : [],
  );
  const payments = milestones.flatMap(({ id, label, dueDate, status, overdue, remainingAmount }): Due[] =>
    dueDate && status !== 'PAID'
      ? [{ kind: 'payment', id, name: label, day: dueDate, overdue, amount: remainingAmount }]
      : [],
  );
  return [...work, ...payments].sort((a, b) => a.day.localeCompare(b.day)).slice(0, most);
}
