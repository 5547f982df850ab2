import { readFeed as readFeedOperation } from '@closeout/contracts/http/notifications';
import { query } from '@closeout/service-kit/http';
import type { Kit } from '@closeout/service-kit/service';
import type { Router } from 'express';
import { assertWithinFeed, readFeed } from './readFeed.js';
import { sourcesFor } from './sourcesFor.js';

export function feedRoutes(router: Router, kit: Kit): void {
  query(router, readFeedOperation, async ({ query: { source, ...asked }, actor }) => {
    const page = await readFeed(kit.db, { ...asked, sources: sourcesFor(actor, source) });
    assertWithinFeed(asked, page);
    return page;
  });
}
