import type { Language, NotificationKind, Permission } from '@closeout/contracts';
import { RetryLater, type Tx } from '@closeout/service-kit';

export interface Recipient {
  id: string;
  email: string;
  name: string;
  /** In which they read their e-mails; null: they did not choose. */
  language: Language | null;
  /** What their roles allow: an e-mail says no more than its reader may see. */
  permissions: string[];
}

export interface Audience {
  kind: NotificationKind;
  /** Told because of what they are in charge of. */
  people: readonly string[];
  /** Told because a role of theirs holds it. */
  permission: Permission | null;
  quietFor: string | null;
  /** Of the customer: only who is cleared for it may hear of it. */
  securityLevel: number;
}

/** Who is told: active, cleared, not muted, each once. */
export function recipientsOf(tx: Tx, audience: Audience): Promise<Recipient[]> {
  return tx.query<Recipient>(
    `SELECT p.id, p.email, p.name, chosen.language,
        ARRAY(SELECT DISTINCT permission FROM role r, unnest(r.permissions) permission WHERE r.key = ANY (p.roles)) AS permissions
      FROM person p LEFT JOIN notification_preferences chosen ON chosen.user_id = p.id
      WHERE p.active AND p.clearance >= $4
        AND (p.id = ANY ($2::uuid[]) OR p.roles && ARRAY(SELECT r.key FROM role r WHERE $3 = ANY (r.permissions)))
        AND p.id IS DISTINCT FROM $5::uuid
        AND NOT EXISTS (SELECT 1 FROM notification_preferences n WHERE n.user_id = p.id AND $1 = ANY (n.muted))
      ORDER BY p.id`,
    [audience.kind, audience.people, audience.permission, audience.securityLevel, audience.quietFor],
  );
}

/**
 * Events of the gateway may come later than those that they explain. An event waits for the people that it
 * names and for the roles of those that are known, but no longer than `patienceMs`: then the others are told.
 * @throws RetryLater while someone is missing
 */
export async function waitForPeople(
  tx: Tx,
  people: readonly string[],
  waitedMs: number,
  patienceMs: number,
): Promise<void> {
  const [missing] = await tx.query<{ person: string | null; role: string | null; nobody: boolean }>(
    `SELECT
      (SELECT m FROM unnest($1::uuid[]) m WHERE NOT EXISTS (SELECT 1 FROM person WHERE id = m) LIMIT 1) AS person,
      (SELECT k FROM person p, unnest(p.roles) k WHERE p.active AND NOT EXISTS (SELECT 1 FROM role WHERE key = k) LIMIT 1) AS role,
      NOT EXISTS (SELECT 1 FROM person) AS nobody`,
    [people],
  );
  // There is no installation without people: their events have not come, however long it takes.
  if (missing?.nobody) throw new RetryLater('no user is known yet');
  if (waitedMs >= patienceMs) return;
  if (missing?.person) throw new RetryLater(`user ${missing.person} is not known yet`);
  if (missing?.role) throw new RetryLater(`role ${missing.role} is not known yet`);
}
