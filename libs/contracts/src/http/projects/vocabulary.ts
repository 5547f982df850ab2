import { z } from 'zod';
import { AmountInput, Id, wordOf } from '../../fields.js';

export const projectStatuses = ['ACTIVE', 'ON_HOLD', 'TECHNICALLY_CLOSED', 'FINALIZED', 'CANCELLED'] as const;
export const ProjectStatus = z.enum(projectStatuses);
export type ProjectStatus = z.infer<typeof ProjectStatus>;

export const MilestoneType = z.enum(['ADVANCE', 'PROGRESS', 'FINAL']);
export type MilestoneType = z.infer<typeof MilestoneType>;

/** Derived from issued documents, never set by hand. */
export const MilestoneStatus = z.enum(['PLANNED', 'INVOICED', 'PARTIALLY_PAID', 'PAID']);
export type MilestoneStatus = z.infer<typeof MilestoneStatus>;

export const ProjectType = wordOf(['CLIENT', 'INTERNAL', 'MAINTENANCE', 'RESEARCH', 'TRAINING'], {
  clientproject: 'CLIENT',
  internalproject: 'INTERNAL',
  maintenanceproject: 'MAINTENANCE',
  researchproject: 'RESEARCH',
  trainingproject: 'TRAINING',
});
export const RevenueModel = wordOf(['FIXED_PRICE', 'TIME_AND_MATERIALS', 'MILESTONE', 'MONTHLY'], {
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
