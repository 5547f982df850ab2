import { EmailPreviewRequest } from '@closeout/contracts';
import { type AllSubscriptions, type Kit, readBody } from '@closeout/service-kit';
import { Router } from 'express';
import { previewEmails } from './previewEmails.js';

/** For services that show what a command would do before it is done. */
export function internalEmailRoutes({ db }: Kit, subscriptions: AllSubscriptions): Router {
  const router = Router();
  router.post('/emails/preview', async (req, res) => {
    const { events } = EmailPreviewRequest.parse(await readBody(req));
    res.json({ emails: await previewEmails(db, subscriptions, events) });
  });
  return router;
}
