import { moneyPermissions } from '@closeout/contracts/permissions';
import type { Recipient } from './recipients.js';

type Reader = Pick<Recipient, 'id' | 'permissions'>;

/** The policy for money that projects applies to its answers (`sightOf`), for e-mails. */
export function seesMoney({ id, permissions }: Reader, runBy: readonly (string | null)[]): boolean {
  return runBy.includes(id) || moneyPermissions.some((permission) => permissions.includes(permission));
}

/** Who sees orders, decides on them, or closes projects by what was ordered. */
export function seesOrders({ permissions }: Pick<Reader, 'permissions'>): boolean {
  return orderPermissions.some((permission) => permissions.includes(permission));
}
const orderPermissions = ['cpos.view', 'cpos.direction', 'projects.finance_closure'];

export function seesReceipts({ permissions }: Pick<Reader, 'permissions'>): boolean {
  return permissions.includes('receipts.view') || permissions.includes('receipts.issue');
}
