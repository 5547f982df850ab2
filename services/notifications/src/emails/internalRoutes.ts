import { EmailPreviewRequest } from '@closeout/contracts/http/internal';
import { readBody } from '@closeout/service-kit/http';
import type { AllSubscriptions, Kit } from '@closeout/service-kit/service';
import { Router } from 'express';
import { previewEmails } from './previewEmails.js';

/** An invoice of 500 long lines is one event. */
const maxEventsBytes = 8 * 1024 * 1024;

/** For services that show what a command would do before it is done. */
export function internalEmailRoutes({ db }: Kit, subscriptions: AllSubscriptions): Router {
  const router = Router();
  router.post('/emails/preview', async (req, res) => {
    const { events } = EmailPreviewRequest.parse(await readBody(req, maxEventsBytes));
    res.json({ emails: await previewEmails(db, subscriptions, events) });
  });
  return router;
}
