import { conflict } from '@closeout/contracts/errors';
import type { ReceivedBlocker } from '@closeout/contracts/events/projects';
import type { PendingItem } from '@closeout/contracts/http/projects';
import { permissionCatalog, type Permission } from '@closeout/contracts/permissions';
import type { Actor } from '@closeout/service-kit/auth';
import { openActions, type StatusOf } from './status.js';

/** What a status word asks for when it closes a project: the closures that lead there, each under its checks. */
export type Closing = 'technical-closure' | 'financial-closure' | 'both-closures';

export const closesTechnically = (closing: Closing): boolean => closing !== 'financial-closure';
export const closesFinancially = (closing: Closing): boolean => closing !== 'technical-closure';

/** What is known to stand in the way, before or in the transaction that closes. */
export interface Obstacles {
  pending: readonly PendingItem[];
  pendingCount: number;
  /** Billing's, as far as it was asked. */
  blockers: readonly ReceivedBlocker[];
}

export interface MissingLine {
  code: string;
  kind: string;
  id: string | null;
  detail: string;
  clearedBy: string;
}

/** All that a closing lacks: permissions, what is pending, what billing would refuse for. */
export function missingFor(
  closing: Closing,
  { permissions }: Pick<Actor, 'permissions'>,
  { pending, blockers }: Obstacles,
): MissingLine[] {
  const needed: Permission[] = [
    ...(closesTechnically(closing) ? (['projects.technical_closure'] as const) : []),
    ...(closesFinancially(closing) ? (['projects.finance_closure'] as const) : []),
  ];
  return [
    ...needed
      .filter((permission) => !permissions.has(permission))
      .map((permission) => ({
        code: 'permission-missing',
        kind: 'PERMISSION',
        id: null,
        detail: `It takes the permission ${permission} (${permissionCatalog[permission]}).`,
        clearedBy: permission,
      })),
    ...pending.map(({ code, kind, id, detail, clearedBy }) => ({ code, kind, id, detail, clearedBy })),
    ...blockers.map(({ code, recordKind, recordId, detail, permission }) => ({
      ...{ code, kind: recordKind, id: recordId, detail, clearedBy: permission },
    })),
  ];
}

/**
 * A status word closes a project under the checks of its closures or not at all; never in an emergency.
 * @throws DomainError `closure-incomplete` (conflict), with all that is missing
 */
export function assertCanClose(
  project: StatusOf,
  closing: Closing,
  actor: Pick<Actor, 'permissions'>,
  obstacles: Obstacles,
): void {
  const missing = missingFor(closing, actor, obstacles);
  const [first] = missing;
  if (!first) return;
  const { pending, pendingCount, blockers } = obstacles;
  const count = missing.length - pending.length + pendingCount;
  throw conflict(
    'closure-incomplete',
    `${project.number} cannot be closed yet. ${first.detail}${count > 1 ? ` And ${count - 1} more: see missing.` : ''}`,
    {
      currentStatus: project.status,
      allowed: openActions(project),
      ...{ missing, pendingCount, pending, blockers },
    },
  );
}
