import { DomainError } from '@closeout/contracts/errors';
import { permissionCatalog, type Permission } from '@closeout/contracts/permissions';

/** Who calls. */
export interface Actor {
  kind: 'user' | 'api-key' | 'service';
  id: string;
  name: string;
  email?: string;
  permissions: ReadonlySet<string>;
  /** Customers with a higher security level are not visible. */
  clearance: number;
  /** Of an API key that reads the events of some services only; absent: of all. */
  eventSources?: readonly string[];
  sessionId?: string;
  /** Which version of the caller's rights this is; absent of a token of an older release. */
  rightsVersion?: number;
}

/** The caller of an operation that needs no sign-in. */
export const anonymous: Actor = Object.freeze({
  kind: 'user',
  id: 'anonymous',
  name: 'anonymous',
  permissions: new Set<string>(),
  clearance: 0,
});

/** @throws DomainError `permission-missing` (forbidden), which names what would be enough */
export function requirePermission(actor: Actor, ...anyOf: readonly Permission[]): void {
  for (const permission of anyOf) if (actor.permissions.has(permission)) return;
  const names = anyOf.map((permission) => `${permission} (${permissionCatalog[permission]})`);
  throw new DomainError('forbidden', 'permission-missing', {
    detail: `You need the permission ${names.join(' or ')}.`,
    extra: anyOf.length === 1 ? { permission: anyOf[0] } : { permission: anyOf[0], anyOf },
  });
}

/** @throws DomainError `not-a-user` (forbidden) */
export function requirePerson({ kind }: Actor): void {
  if (kind === 'user') return;
  throw new DomainError('forbidden', 'not-a-user', {
    detail: 'This is for people, not for API keys: sign in as a user.',
  });
}

/** @throws DomainError 401 `unauthenticated` or `token-invalid` */
export function unauthenticated(
  code: 'unauthenticated' | 'token-invalid' | 'token-expired',
  detail: string,
  cause?: unknown,
): DomainError {
  return new DomainError('unauthenticated', code, { detail, cause });
}
