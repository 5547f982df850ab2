/**
 * The permission catalog: the projects module's names, extended (the domain model, "People").
 * The text is what an administrator reads when granting it.
 */
export const permissionCatalog = {
  'projects.view': 'View all projects',
  'projects.create': 'Create projects',
  'projects.edit': 'Modify projects, reopen and emergency-finalize them',
  'projects.delete': 'Delete milestones, budget nodes and projects that have nothing; archive projects',
  'projects.change_status': 'Hold, resume and cancel projects',
  'projects.technical_closure': 'Close projects technically',
  'projects.finance_closure':
    'Close projects financially, mark hours as invoiced elsewhere, report mismatches',
  'projects.view_cost_income': 'See costs and income of projects',
  'projects.view_metrics': 'See metrics of projects',
  'project_stages.view': 'View stages',
  'project_stages.manage': 'Manage stages',
  'project_payments.view': 'View payments and milestones',
  'project_payments.manage': 'Manage payments and milestones',
  'project_team.manage': 'Assign people to projects',
  'time.log': 'Log time',
  'time.approve': 'Approve or reject time',
  'expenses.record': 'Record expenses',
  'expenses.settle': 'Settle or reject expenses',
  'customers.view': 'View customers',
  'customers.create': 'Create customers',
  'customers.manage': 'Create and modify customers',
  'quotes.view': 'View quotes',
  'quotes.manage': 'Create quotes, mark them as sent, accepted or declined',
  'cpos.view': 'View customers’ purchase orders',
  'cpos.manage': 'Enter customers’ purchase orders, change, link, finalize, reopen and cancel them',
  'cpos.direction': 'Decide on versions and mismatches of customers’ purchase orders',
  'invoices.view': 'View invoices and credit notes',
  'invoices.manage': 'Draft and modify invoices',
  'invoices.issue': 'Issue invoices and credit notes',
  'receipts.view': 'View receipts, refunds and customers’ credit',
  'receipts.manage': 'Draft and modify receipts',
  'receipts.issue': 'Issue, allocate, refund and reverse receipts',
  'journal.view': 'Read the journal: complete, whatever the customers’ security level',
  'journal.lock': 'Lock the journal through a day, or open it again',
  'events.view_all': 'Read the event feed: complete, whatever the customers’ security level',
  'users.manage': 'Manage users, roles, API keys and signing keys',
  'operations.manage': 'Look after dead letters, the audit log and sent e-mails',
  'notify.project_creation': 'Is told of new projects by e-mail',
  'notify.cpo_versions': 'Is told of new purchase order versions by e-mail',
  'notify.cpo_mismatch': 'Is told of purchase order mismatches by e-mail',
} as const;

export type Permission = keyof typeof permissionCatalog;
export const permissions = Object.keys(permissionCatalog) as [Permission, ...Permission[]];

export interface RoleDefinition {
  name: string;
  description: string;
  permissions: readonly Permission[];
}

const viewBilling = ['customers.view', 'cpos.view', 'invoices.view', 'receipts.view'] as const;
const viewProjects = ['projects.view', 'project_stages.view', 'project_payments.view'] as const;

/** The roles that come with the product (the domain model, "People"); administrators may add others. */
export const builtInRoles: Record<string, RoleDefinition> = {
  admin: { name: 'Admin', description: 'Everything', permissions },
  sales: {
    name: 'Sales',
    description: 'Customers, quotes, purchase orders',
    permissions: [
      ...viewProjects,
      'customers.view',
      'customers.manage',
      'quotes.view',
      'quotes.manage',
      'cpos.view',
      'cpos.manage',
      'notify.project_creation',
      'notify.cpo_versions',
    ],
  },
  project_manager: {
    name: 'Project manager',
    description: 'Runs projects: stages, payments, team, approvals',
    permissions: [
      ...viewProjects,
      ...viewBilling,
      'customers.create',
      'projects.create',
      'projects.edit',
      'projects.delete',
      'projects.change_status',
      'projects.view_cost_income',
      'projects.view_metrics',
      'project_stages.manage',
      'project_payments.manage',
      'project_team.manage',
      'time.log',
      'time.approve',
      'expenses.record',
      'expenses.settle',
      'notify.cpo_versions',
    ],
  },
  technical_manager: {
    name: 'Technical manager',
    description: 'Stages, deliverables, technical closure',
    permissions: [
      ...viewProjects,
      'projects.edit',
      'projects.technical_closure',
      'project_stages.manage',
      'time.log',
      'time.approve',
      'expenses.record',
      'expenses.settle',
    ],
  },
  finance: {
    name: 'Finance',
    description: 'Invoices, receipts, financial closure',
    permissions: [
      ...viewProjects,
      ...viewBilling,
      'projects.view_cost_income',
      'projects.finance_closure',
      'project_payments.manage',
      'customers.manage',
      'cpos.manage',
      'invoices.manage',
      'invoices.issue',
      'receipts.manage',
      'receipts.issue',
      'journal.view',
      'journal.lock',
    ],
  },
  direction: {
    name: 'Direction',
    description: 'Sees everything; decides purchase order versions and mismatches',
    permissions: [
      ...viewProjects,
      ...viewBilling,
      'projects.view_cost_income',
      'projects.view_metrics',
      'quotes.view',
      'cpos.direction',
      'journal.view',
      'notify.cpo_mismatch',
    ],
  },
  team_member: {
    name: 'Team member',
    description: 'The projects they are on: time and expenses',
    permissions: ['time.log', 'expenses.record'],
  },
  accounting: {
    name: 'Accounting',
    description: 'Journal and event feed, complete for every customer; billing documents',
    permissions: ['journal.view', 'events.view_all', ...viewBilling],
  },
};

/** With one of these somebody sees money of every project that they see. */
export const moneyPermissions = ['projects.view_cost_income', 'project_payments.view'] as const;

/** Permissions about money: an operation that needs one may answer with the figures that it is about. */
export const figurePermissions: ReadonlySet<Permission> = new Set<Permission>([
  ...moneyPermissions,
  'projects.finance_closure',
  'project_payments.manage',
  'expenses.settle',
  'quotes.view',
  'quotes.manage',
  'cpos.view',
  'cpos.manage',
  'cpos.direction',
  'invoices.view',
  'invoices.manage',
  'invoices.issue',
  'receipts.view',
  'receipts.manage',
  'receipts.issue',
  'journal.view',
]);
