import type { NotificationKind, NotificationPreferences } from '@closeout/contracts';
import { checkVersion, type Tx } from '@closeout/service-kit';
import { choose, presentPreferences } from './preferences.js';

/** @throws DomainError `stale-version` when they changed since the caller saw them */
export async function setPreferences(
  tx: Tx,
  userId: string,
  choices: readonly { kind: NotificationKind; email: boolean }[],
  ifMatch: number | null,
): Promise<NotificationPreferences> {
  // Whoever chooses for the first time needs a row to lock, too.
  await tx.query(
    "INSERT INTO notification_preferences (user_id, version, muted) VALUES ($1, 0, '{}') ON CONFLICT DO NOTHING",
    [userId],
  );
  const [before] = await tx.query<{ version: number; muted: string[] }>(
    'SELECT version, muted FROM notification_preferences WHERE user_id = $1 FOR UPDATE',
    [userId],
  );
  if (!before) throw new Error(`the preferences of ${userId} vanished`);
  checkVersion(ifMatch, before.version);
  const muted = choose(before.muted, choices);
  const [after] = await tx.query<{ version: number }>(
    'UPDATE notification_preferences SET muted = $2, version = version + 1 WHERE user_id = $1 RETURNING version',
    [userId, muted],
  );
  return presentPreferences(after?.version ?? before.version + 1, muted);
}
