export const projectStatuses = ['ACTIVE', 'ON_HOLD', 'TECHNICALLY_CLOSED', 'FINALIZED', 'CANCELLED'] as const;
/** Those of a project that is not over: the others are read-only. */
export const openProjectStatuses = ['ACTIVE', 'ON_HOLD', 'TECHNICALLY_CLOSED'] as const;
export const projectTypes = ['CLIENT', 'INTERNAL', 'MAINTENANCE', 'RESEARCH', 'TRAINING'] as const;
export const revenueModels = ['FIXED_PRICE', 'TIME_AND_MATERIALS', 'MILESTONE', 'MONTHLY'] as const;
export const projectSorts = ['-number', 'number', 'title', '-title', '-createdAt', 'createdAt'] as const;
export const projectRoles = ['PROJECT_MANAGER', 'TECHNICAL_MANAGER', 'MEMBER'] as const;
export const milestoneTypes = ['ADVANCE', 'PROGRESS', 'FINAL'] as const;
/** Derived from issued documents, never set by hand. */
export const milestoneStatuses = ['PLANNED', 'INVOICED', 'PARTIALLY_PAID', 'PAID'] as const;
export const stageStatuses = ['NOT_STARTED', 'IN_PROGRESS', 'BLOCKED', 'COMPLETED'] as const;
export const deliverableStatuses = ['INITIAL', 'READY', 'DELIVERED', 'CANCELLED'] as const;
export const expenseKinds = ['REFUND', 'LOGISTICS', 'PURCHASE'] as const;
export const expenseStatuses = ['RECORDED', 'SETTLED', 'REJECTED'] as const;
export const timeEntryStatuses = ['DRAFT', 'SUBMITTED', 'APPROVED', 'REJECTED'] as const;
export const workSettlements = ['INVOICED_ELSEWHERE', 'WRITTEN_OFF'] as const;
export const closureStatuses = ['PENDING', 'FINALIZED', 'REJECTED', 'WITHDRAWN'] as const;
export const closureOutcomes = ['FINALIZED', 'REJECTED'] as const;
