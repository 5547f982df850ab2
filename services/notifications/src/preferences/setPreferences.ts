import type {
  NotificationPreferences,
  NotificationPreferencesInput,
} from '@closeout/contracts/http/notifications';
import type { Tx } from '@closeout/service-kit/db';
import { checkVersion } from '@closeout/service-kit/http';
import { tables } from '../tables.js';
import { choose, presentPreferences } from './preferences.js';
import { chosenBy, toChosen } from './preferencesStore.js';

/** @throws DomainError `stale-version` when they changed since the caller saw them */
export async function setPreferences(
  tx: Tx,
  userId: string,
  chosen: NotificationPreferencesInput,
  ifMatch: number | null,
): Promise<NotificationPreferences> {
  // Whoever chooses for the first time needs a row to lock, too.
  await tx.run(
    tables
      .insertInto('notification_preferences')
      .values({ user_id: userId, version: 0, muted: [] })
      .onConflict((on) => on.doNothing()),
  );
  const [row] = await tx.run(chosenBy(userId).forUpdate());
  const before = row && toChosen(row);
  if (!before) throw new Error(`the preferences of ${userId} vanished`);
  checkVersion(ifMatch, before.version);
  const muted = choose(before.muted, chosen.preferences ?? []);
  const language = chosen.language ?? before.language;
  const version = before.version + 1;
  await tx.run(
    tables
      .updateTable('notification_preferences')
      .set({ muted, language, version })
      .where('user_id', '=', userId),
  );
  return presentPreferences({ version, muted, language });
}
