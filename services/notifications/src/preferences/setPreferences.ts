import type { NotificationPreferences, NotificationPreferencesInput } from '@closeout/contracts';
import { checkVersion, type Tx } from '@closeout/service-kit';
import { choose, languageOf, presentPreferences } from './preferences.js';

/** @throws DomainError `stale-version` when they changed since the caller saw them */
export async function setPreferences(
  tx: Tx,
  userId: string,
  chosen: NotificationPreferencesInput,
  ifMatch: number | null,
): Promise<NotificationPreferences> {
  // Whoever chooses for the first time needs a row to lock, too.
  await tx.query(
    "INSERT INTO notification_preferences (user_id, version, muted) VALUES ($1, 0, '{}') ON CONFLICT DO NOTHING",
    [userId],
  );
  const [before] = await tx.query<{ version: number; muted: string[]; language: string | null }>(
    'SELECT version, muted, language FROM notification_preferences WHERE user_id = $1 FOR UPDATE',
    [userId],
  );
  if (!before) throw new Error(`the preferences of ${userId} vanished`);
  checkVersion(ifMatch, before.version);
  const muted = choose(before.muted, chosen.preferences ?? []);
  const language = chosen.language ?? languageOf(before.language);
  const [after] = await tx.query<{ version: number }>(
    'UPDATE notification_preferences SET muted = $2, language = $3, version = version + 1 WHERE user_id = $1 RETURNING version',
    [userId, muted, language],
  );
  return presentPreferences({ version: after?.version ?? before.version + 1, muted, language });
}
