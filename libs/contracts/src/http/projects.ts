import { closureOperations } from './projects/closures.js';
import { budgetNodeOperations } from './projects/budgetNodes.js';
import { checklistOperations } from './projects/checklist.js';
import { deliverableOperations } from './projects/deliverables.js';
import { documentOperations } from './projects/documents.js';
import { expenseOperations } from './projects/expenses.js';
import { milestoneOperations } from './projects/milestones.js';
import { paymentOperations } from './projects/payments.js';
import { progressOperations } from './projects/progress.js';
import { projectOperations } from './projects/projects.js';
import { stageOperations } from './projects/stages.js';
import { statusOperations } from './projects/status.js';
import { summaryOperations } from './projects/summary.js';
import { teamOperations } from './projects/team.js';
import { technicalClosureOperations } from './projects/technicalClosure.js';
import { timeEntryOperations } from './projects/timeEntries.js';

export { ClosurePreview, ClosureStatus, FinancialClosure } from './projects/closures.js';
export { BudgetNode, BudgetNodeInput, BudgetNodePatch, BudgetTree } from './projects/budgetNodes.js';
export { ChecklistItem } from './projects/checklist.js';
export {
  Deliverable,
  DeliverableInput,
  DeliverableListQuery,
  DeliverablePatch,
  DeliverableStatus,
} from './projects/deliverables.js';
export {
  Expense,
  ExpenseInput,
  ExpenseKind,
  ExpenseListQuery,
  ExpensePatch,
  ExpenseStatus,
} from './projects/expenses.js';
export { SettledWork, SettleWorkInput, UnsettleWorkInput, WorkSettlement } from './projects/settledWork.js';
export { PendingItem, TechnicalClosure, TechnicalClosureInput } from './projects/technicalClosure.js';
export {
  TimeEntry,
  TimeEntryInput,
  TimeEntryListQuery,
  TimeEntryPatch,
  TimeEntryStatus,
} from './projects/timeEntries.js';
export { ProjectDocument } from './projects/documents.js';
export { Milestone, MilestoneInput, MilestonePatch } from './projects/milestones.js';
export { Payment, PaymentInput } from './projects/payments.js';
export { Project, ProjectInput, ProjectPatch, ProjectSummary } from './projects/project.js';
export { Progress } from './projects/progress.js';
export { ProjectListQuery } from './projects/projects.js';
export { Stage, StageInput, StagePatch, StageStatus } from './projects/stages.js';
export { StatusChange, StatusChangeInput } from './projects/status.js';
export { ProjectsSummary, projectsWaitingCodes, type ProjectsWaitingCode } from './projects/summary.js';
export { TeamInput, TeamMember, TeamMemberInput } from './projects/team.js';
export { MilestoneStatus, MilestoneType, ProjectStatus } from './projects/vocabulary.js';

export {
  budgetNodeOperations,
  checklistOperations,
  closureOperations,
  deliverableOperations,
  documentOperations,
  expenseOperations,
  milestoneOperations,
  paymentOperations,
  progressOperations,
  projectOperations,
  stageOperations,
  statusOperations,
  summaryOperations,
  teamOperations,
  technicalClosureOperations,
  timeEntryOperations,
};

/** Everything the projects service answers under /api/v1. */
export const projectsOperations = {
  ...summaryOperations,
  ...projectOperations,
  ...statusOperations,
  ...milestoneOperations,
  ...paymentOperations,
  ...documentOperations,
  ...closureOperations,
  ...budgetNodeOperations,
  ...checklistOperations,
  ...stageOperations,
  ...progressOperations,
  ...teamOperations,
  ...deliverableOperations,
  ...expenseOperations,
  ...timeEntryOperations,
  ...technicalClosureOperations,
} as const;
