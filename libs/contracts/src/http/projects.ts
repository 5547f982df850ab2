import { z } from 'zod';
import { MilestoneState, ProjectState } from '../events/projects.js';
import { closureOperations } from './projects/closures.js';
import { budgetNodeOperations } from './projects/budgetNodes.js';
import { checklistOperations } from './projects/checklist.js';
import { documentOperations } from './projects/documents.js';
import { milestoneOperations } from './projects/milestones.js';
import { paymentOperations } from './projects/payments.js';
import { projectOperations } from './projects/projects.js';
import { statusOperations } from './projects/status.js';

export { ClosurePreview, ClosureStatus, FinancialClosure } from './projects/closures.js';
export { BudgetNode, BudgetNodeInput, BudgetNodePatch, BudgetTree } from './projects/budgetNodes.js';
export { ChecklistItem } from './projects/checklist.js';
export { ProjectDocument } from './projects/documents.js';
export { Milestone, MilestoneInput, MilestonePatch } from './projects/milestones.js';
export { Payment, PaymentInput } from './projects/payments.js';
export { Project, ProjectInput, ProjectPatch, ProjectSummary } from './projects/project.js';
export { ProjectListQuery, projectSorts } from './projects/projects.js';
export { StatusChange, StatusChangeInput } from './projects/status.js';
export { MilestoneStatus, MilestoneType, ProjectStatus, projectStatuses } from './projects/vocabulary.js';

export {
  closureOperations,
  documentOperations,
  milestoneOperations,
  paymentOperations,
  projectOperations,
  statusOperations,
};
export { budgetNodeOperations, checklistOperations };

/** Everything the projects service answers under /api/v1. */
export const projectsOperations = {
  ...projectOperations,
  ...statusOperations,
  ...milestoneOperations,
  ...paymentOperations,
  ...documentOperations,
  ...closureOperations,
  ...budgetNodeOperations,
  ...checklistOperations,
} as const;

/** `GET /internal/projects/{id}`: for peers that were asked about a project before its events reached them. */
export const ProjectSnapshot = z.object({ project: ProjectState, milestones: z.array(MilestoneState) });
export type ProjectSnapshot = z.infer<typeof ProjectSnapshot>;
