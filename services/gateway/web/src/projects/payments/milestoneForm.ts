import type { Schemas } from '../../api/client.js';
import { add, compare, isDecimal, subtract, sum } from '../../format/decimal.js';
import type { MilestoneType } from '../new/projectForm.js';

export type Milestone = Schemas['Milestone'];

export interface AgreedValues {
  type: MilestoneType;
  label: string;
  expectedAmount: string;
  dueDate: string;
  stageId: string;
}

export const isAgreedField = (name: string): boolean =>
  ['type', 'label', 'expectedAmount', 'dueDate', 'stageId'].includes(name);

export const agreedValues = (milestone: Milestone): AgreedValues => ({
  type: milestone.type,
  label: milestone.label,
  expectedAmount: milestone.expectedAmount,
  dueDate: milestone.dueDate ?? '',
  stageId: milestone.stageId ?? '',
});

/** The first is an advance; what is left of the budget is proposed. */
export function newAgreed(milestones: readonly Milestone[], budget: string): AgreedValues {
  const rest = subtract(budget, sum(milestones.map(({ expectedAmount }) => expectedAmount)));
  return {
    type: milestones.length === 0 ? 'ADVANCE' : 'PROGRESS',
    label: '',
    expectedAmount: compare(rest, '0') > 0 ? rest : '',
    dueDate: '',
    stageId: '',
  };
}

export const agreedInput = ({ type, ...values }: AgreedValues): Schemas['MilestoneInput'] => ({
  type,
  ...agreed(values),
});

const agreed = ({ label, expectedAmount, dueDate, stageId }: Omit<AgreedValues, 'type'>) => ({
  label: label.trim() || null,
  expectedAmount,
  dueDate: dueDate || null,
  stageId: stageId || null,
});

/** Only what has changed: a label that the system gave may not be given by hand. */
export function agreedPatch(before: AgreedValues, after: AgreedValues): Schemas['MilestonePatch'] {
  const [old, now] = [agreed(before), agreed(after)];
  return Object.fromEntries(
    Object.entries(now).filter(([name, value]) => value !== old[name as keyof typeof old]),
  );
}

/** How the payments compare with the budget when one of them is changed or added, while it is typed. */
export function sumWith(
  milestones: readonly Milestone[],
  edited: string | null,
  expectedAmount: string,
  budget: string,
): { planned: string; rest: string; sign: number } {
  const others = sum(
    milestones.filter(({ id }) => id !== edited).map((milestone) => milestone.expectedAmount),
  );
  const planned = add(others, isDecimal(expectedAmount) ? expectedAmount : '0');
  const rest = subtract(budget, planned);
  return { planned, rest, sign: compare(rest, '0') };
}
