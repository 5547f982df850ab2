import { streamEvents } from '@closeout/contracts/http/notifications';
import { stream } from '@closeout/service-kit/http';
import type { Router } from 'express';
import type { EventStreams } from './eventStreams.js';

export function streamRoutes(router: Router, streams: EventStreams): void {
  stream(router, streamEvents, async ({ actor }, res) => {
    if (res.req.method === 'HEAD') return void res.type('text/event-stream').end();
    const lastEventId = res.req.headers['last-event-id'];
    await streams.open(actor, lastEventId === undefined ? undefined : String(lastEventId), res);
  });
}
