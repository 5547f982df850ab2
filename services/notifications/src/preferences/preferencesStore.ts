import type { Selectable } from 'kysely';
import type { NotificationPreferences } from '../generated/kysely/types.js';
import { tables } from '../tables.js';
import { type Chosen, languageOf } from './preferences.js';

const columns = ['version', 'muted', 'language'] as const;

export const chosenBy = (userId: string) =>
  tables.selectFrom('notification_preferences').select(columns).where('user_id', '=', userId);

export function toChosen(row: Pick<Selectable<NotificationPreferences>, (typeof columns)[number]>): Chosen {
  return { ...row, language: languageOf(row.language) };
}
