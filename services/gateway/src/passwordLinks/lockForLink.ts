import { conflict } from '@closeout/contracts/errors';
import type { GatewayTx } from '../database.js';
import { withRoles, type UserRow } from '../users/user.js';

/** Whoever changes the user, or sends or uses a link of theirs, waits until this transaction is over. */
export async function lockForLink(tx: GatewayTx, id: string): Promise<UserRow | null> {
  await tx.query(`select 1 from app_user where id = $1 for update`, [id]);
  return tx.prisma.user.findUnique({ where: { id }, ...withRoles });
}

/** @throws DomainError 409 `user-inactive` */
export function requireActive({ active, name }: UserRow): void {
  if (!active) throw conflict('user-inactive', `${name} is not active. Activate the account first.`);
}
