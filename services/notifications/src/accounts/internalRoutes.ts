import { AccountEmail, type AccountEmailTaken, type EmailSetUp } from '@closeout/contracts/http/internal';
import { readBody } from '@closeout/service-kit/http';
import type { Kit } from '@closeout/service-kit/service';
import { Router } from 'express';
import type { z } from 'zod';
import { takeAccountEmail, type AccountMailing } from './takeAccountEmail.js';

const maxBytes = 16 * 1024;

/** For the gateway, which hands over what is for one reader alone; `isSetUp`: whether there is a mail server. */
export function internalAccountRoutes(
  { db, clock }: Pick<Kit, 'db' | 'clock'>,
  parts: { mailing: AccountMailing; isSetUp: boolean },
): Router {
  const router = Router();
  router.get('/account-emails', (_req, res) => {
    res.json({ setUp: parts.isSetUp } satisfies EmailSetUp);
  });
  router.post('/account-emails', async (req, res) => {
    const email = AccountEmail.parse(await readBody(req, maxBytes));
    await db.transaction((tx) => takeAccountEmail(tx, email, parts.mailing, clock.now()));
    res.json({ taken: true } satisfies z.infer<typeof AccountEmailTaken>);
  });
  return router;
}
