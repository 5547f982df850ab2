import { milestoneTypes } from '@closeout/contracts/vocabulary';
import type { Schemas } from '../../api/client.js';
import { compare, isDecimal, subtract, sum } from '../../format/decimal.js';
import { emptyData, filledData, type ProjectData } from '../edit/projectData.js';

export type MilestoneType = 'ADVANCE' | 'PROGRESS' | 'FINAL';

export interface MilestoneValues {
  key: string;
  type: MilestoneType;
  expectedAmount: string;
  dueDate: string;
  label: string;
}

export interface ProjectValues extends ProjectData {
  customerId: string;
  currency: string;
  milestones: MilestoneValues[];
}

export const emptyProject: ProjectValues = {
  ...emptyData,
  customerId: '',
  currency: 'EUR',
  milestones: [],
};

/** A project has at most one advance and one final payment. */
export function typesOpenTo(milestones: readonly MilestoneValues[], key: string): MilestoneType[] {
  const taken = milestones.filter((milestone) => milestone.key !== key).map(({ type }) => type);
  return milestoneTypes.filter((type) => type === 'PROGRESS' || !taken.includes(type));
}

/** Of the names in `errors` of a refusal, those that the form has a field for. */
export const isProjectField = (name: string): boolean =>
  (name in emptyProject && name !== 'milestones') ||
  /^milestones\.\d+\.(type|expectedAmount|dueDate|label)$/.test(name);

/** What the API is asked to create; empty fields are left out. */
export function projectInput(values: ProjectValues): Schemas['ProjectInput'] {
  const { customerId, currency, milestones, title, budgetTotal, startDate, ...data } = values;
  return {
    ...(filledData({ ...emptyData, ...data }) as object),
    customerId,
    currency,
    title,
    budgetTotal,
    startDate,
    milestones: milestones.map(({ type, expectedAmount, dueDate, label }) => ({
      type,
      expectedAmount,
      ...(dueDate && { dueDate }),
      ...(label.trim() && { label }),
    })),
  };
}

/** How the payments compare with the budget; null while there is no budget yet. What is no amount yet counts as nothing. */
export function sumAgainstBudget({ milestones, budgetTotal: budget }: ProjectValues) {
  const amounts = milestones.map(({ expectedAmount }) => expectedAmount);
  const planned = sum(amounts.filter(isDecimal));
  if (!isDecimal(budget)) return null;
  const rest = subtract(budget, planned);
  return { planned, budget, rest, sign: compare(rest, '0') };
}
