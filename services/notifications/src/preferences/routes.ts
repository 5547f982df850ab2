import {
  getNotificationPreferences,
  setNotificationPreferences,
} from '@closeout/contracts/http/notifications';
import { command, query } from '@closeout/service-kit/http';
import type { Kit } from '@closeout/service-kit/service';
import type { Router } from 'express';
import { nothingChosen, presentPreferences } from './preferences.js';
import { chosenBy, toChosen } from './preferencesStore.js';
import { setPreferences } from './setPreferences.js';

export function preferenceRoutes(router: Router, kit: Kit): void {
  query(router, getNotificationPreferences, async ({ actor }) => {
    const [row] = await kit.db.run(chosenBy(actor.id));
    return presentPreferences(row ? toChosen(row) : nothingChosen);
  });

  command(router, setNotificationPreferences, kit.db.transaction, (tx, { body, actor, ifMatch }) =>
    setPreferences(tx, actor.id, body, ifMatch),
  );
}
