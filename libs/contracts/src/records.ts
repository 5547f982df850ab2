/** What an operation can change, in one word each: the audit log, blockers and consequences name records by them. */
export const recordNames = [
  ...['user', 'role', 'session', 'api-key', 'signing-key'],
  ...['project', 'stage', 'milestone', 'team-member', 'deliverable', 'checklist-item', 'budget-node'],
  ...['expense', 'time-entry'],
  ...['customer', 'quote', 'purchase-order', 'invoice', 'credit-note', 'receipt', 'refund', 'journal'],
  ...['email', 'notification-preferences', 'dead-letter', 'event-log'],
] as const;
export type RecordName = (typeof recordNames)[number];

/** How blockers and the consequences in dry runs say it: released words. */
const recordWords = {
  project: 'PROJECT',
  'purchase-order': 'CPO',
  invoice: 'INVOICE',
  receipt: 'RECEIPT',
} as const satisfies Partial<Record<RecordName, string>>;

export function namedRecord(record: keyof typeof recordWords, recordId: string) {
  return { recordKind: recordWords[record], recordId };
}

/** Earlier releases named an audit line’s record by the heading of its operation in the API’s documentation. */
const formerNames: Record<string, RecordName> = {
  Users: 'user',
  Roles: 'role',
  'API keys': 'api-key',
  'Sign-in': 'session',
  'Passwords by e-mail': 'user',
  Projects: 'project',
  'Project status': 'project',
  'Financial closure': 'project',
  'Technical closure': 'project',
  Stages: 'stage',
  Milestones: 'milestone',
  Team: 'team-member',
  Deliverables: 'deliverable',
  Budget: 'budget-node',
  Expenses: 'expense',
  Time: 'time-entry',
  Customers: 'customer',
  Quotes: 'quote',
  'Purchase orders': 'purchase-order',
  Invoices: 'invoice',
  'Credit notes': 'credit-note',
  Receipts: 'receipt',
  Refunds: 'refund',
  Journal: 'journal',
  Notifications: 'email',
  operations: 'dead-letter',
};
/** What a project consists of was removed under the part’s heading, with the project’s id. */
const partsOfProject = ['Stages', 'Milestones', 'Team', 'Deliverables', 'Budget', 'Expenses', 'Time'];

/** Every name under which the audit log has lines of a record: its own, and those of earlier releases. */
export function auditNamesOf(record: RecordName): string[] {
  const former = Object.keys(formerNames).filter((name) => formerNames[name] === record);
  return [record, ...former, ...(record === 'project' ? partsOfProject : [])];
}

/** The record that an audit line’s name stands for, of whichever release. */
export function recordOf(name: string): RecordName | undefined {
  return recordNames.find((record) => record === name) ?? formerNames[name];
}
