import { asDay } from '../asDay.js';
import type { Milestone as MilestoneRow } from '../generated/prisma/client.js';
import type { Milestone } from './milestone.js';

export function milestoneFromPrisma({
  createdAt: _createdAt,
  overdueSaid: _overdueSaid,
  ...row
}: MilestoneRow): Milestone {
  return {
    ...row,
    type: row.type as Milestone['type'],
    status: row.status as Milestone['status'],
    dueDate: asDay(row.dueDate),
    paidDate: asDay(row.paidDate),
  };
}
