import { closureEvents } from './projects/closures.js';
import { lifecycleEvents } from './projects/lifecycle.js';
import { stageEvents } from './projects/stages.js';
import { recordsLostEvent } from './recordsLost.js';
import { workEvents } from './projects/work.js';

export {
  ClosureRequest,
  ClosureState,
  ClosureWithdrawal,
  StalledClosure,
  Blocker,
  BlockerStep,
  ClosureReport,
  UnbilledWork,
  type ReceivedBlocker,
  type ReceivedReport,
} from './projects/closures.js';
export { MilestoneState, ProjectState, ProjectStatusChange } from './projects/lifecycle.js';
export {
  BudgetThreshold,
  MemberAssignment,
  OverdueMilestone,
  OverdueStage,
  PaymentRequest,
  StageState,
} from './projects/stages.js';
export {
  BudgetNodeState,
  ChecklistItemState,
  DeliverableState,
  ExpenseState,
  TimeEntryState,
} from './projects/work.js';

/** Everything that projects says. */
export const projectsEvents = {
  ...lifecycleEvents,
  ...stageEvents,
  ...workEvents,
  ...closureEvents,
  recordsLost: recordsLostEvent('projects'),
} as const;
