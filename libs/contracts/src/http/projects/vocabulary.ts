import { z } from 'zod';
import { AmountInput, Id, wordOf } from '../../fields.js';
import {
  milestoneStatuses,
  milestoneTypes,
  projectStatuses,
  projectTypes,
  revenueModels,
} from '../../vocabulary.js';

export const ProjectStatus = z.enum(projectStatuses);
export type ProjectStatus = z.infer<typeof ProjectStatus>;

export const MilestoneType = z.enum(milestoneTypes);
export type MilestoneType = z.infer<typeof MilestoneType>;

export const MilestoneStatus = z.enum(milestoneStatuses);
export type MilestoneStatus = z.infer<typeof MilestoneStatus>;

export const ProjectType = wordOf(projectTypes, {
  clientproject: 'CLIENT',
  internalproject: 'INTERNAL',
  maintenanceproject: 'MAINTENANCE',
  researchproject: 'RESEARCH',
  trainingproject: 'TRAINING',
});
export const RevenueModel = wordOf(revenueModels, {
  timematerials: 'TIME_AND_MATERIALS',
  'time&materials': 'TIME_AND_MATERIALS',
  milestonebilling: 'MILESTONE',
  monthlybilling: 'MONTHLY',
});

/** An amount that may be nothing, but not less. */
export const AmountFromZero = AmountInput.refine(
  (decimal) => !decimal.startsWith('-'),
  'expected an amount of 0 or more',
);

/** An amount of something. */
export const AmountAboveZero = AmountFromZero.refine(
  (decimal) => /[1-9]/.test(decimal),
  'expected an amount above 0',
);

/** Who did something: by id where there is one, and by the name of that moment. */
export const Person = z.object({ id: Id.nullable(), name: z.string() });
export type Person = z.infer<typeof Person>;
