import { z } from 'zod';
import { eventCatalog } from '../../events/catalog.js';
import { FeedItem } from '../../events/envelope.js';
import { gatewayEvents } from '../../events/gateway.js';
import { serviceNames } from '../../services.js';
import { EventSource } from '../eventSource.js';
import { defineOperation } from '../operation.js';

export const Position = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

const services: ReadonlySet<string> = new Set(serviceNames);

/** A misspelt name would match nothing for ever, and look like silence. */
const EventTypeOrService = z.string().refine((name) => services.has(name) || eventCatalog.has(name), {
  params: { code: 'unknown-event-type' },
  error: ({ input }) =>
    `${String(input).slice(0, 100)} is neither an event type nor a service; /docs/events lists them`,
});

export const readFeed = defineOperation({
  id: 'readFeed',
  service: 'notifications',
  method: 'get',
  path: '/events',
  tag: 'Event feed',
  summary: 'Every event of every service, in order, from the first one on',
  description:
    'Positions are dense: 1, 2, 3 … without holes, and an aggregate’s events stand in their order. Only where the feed itself was restored from a ' +
    'backup do positions go on above every one that a reader can have seen, and events since the backup come again with their ids. ' +
    'Ask again with `after` = `nextAfter`. With `types`, `nextAfter` also passes over what was filtered out. ' +
    'The feed follows the services within a second. `head` is the position of its last event; an `after` beyond it is 409 ' +
    'with the `head`: the reader has seen more than there is, so one of the two was restored from a backup. ' +
    'It is complete, whatever the customers’ security level. ' +
    'An API key with `eventSources` reads the events of those services only.',
  access: { permission: 'events.view_all' },
  query: z.strictObject({
    after: Position.default(0).meta({ description: 'The position to go on after' }),
    types: z
      .string()
      .max(2000)
      .transform((list) => list.split(',').map((type) => type.trim()))
      .pipe(z.array(EventTypeOrService).max(50))
      .optional()
      .meta({
        description: 'Names of events, or services, separated by commas',
        examples: ['billing,projects.project-created.v1'],
      }),
    source: z
      .string()
      .max(200)
      .transform((list) => list.split(',').map((source) => source.trim()))
      .pipe(z.array(EventSource))
      .optional()
      .meta({
        description: 'Only the events of these services, separated by commas',
        examples: ['billing'],
      }),
    limit: z.coerce.number().int().min(1).max(1000).default(100),
  }),
  status: 200,
  answer: z.object({
    items: z.array(FeedItem),
    nextAfter: z.int().meta({ description: 'Ask for what follows with `after` = this' }),
    head: z.int().meta({ description: 'Position of the last event that there is' }),
  }),
  errors: ['after-beyond-head', 'event-source-forbidden'],
  examples: [
    {
      summary: 'One event',
      response: {
        items: [
          {
            position: 1,
            id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b62',
            type: gatewayEvents.roleCreated.type,
            source: 'gateway',
            subject: gatewayEvents.roleCreated.example.id,
            time: '2026-01-02T09:30:00.000Z',
            aggregateVersion: 1,
            data: gatewayEvents.roleCreated.example,
          },
        ],
        nextAfter: 1,
        head: 1,
      },
    },
  ],
});

export const EventHint = z.object({
  id: z.uuid().meta({ description: 'Of the event' }),
  type: z.string(),
  subject: z.string().meta({ description: 'Id of the record that changed' }),
  projectId: z.uuid().optional(),
  customerId: z.uuid().optional(),
});
export type EventHint = z.infer<typeof EventHint>;

export const streamEvents = defineOperation({
  id: 'streamEvents',
  service: 'notifications',
  method: 'get',
  path: '/events/stream',
  tag: 'Event feed',
  summary: 'What has just changed, as it happens (server-sent events)',
  description:
    'For user interfaces: says which records to read again, never what is in them, and only of those that the caller may see. ' +
    'Each message’s `data` is one hint; its `id` is a position in the feed. With `Last-Event-ID` the stream goes on after that position; ' +
    'without, it begins now. An event named `missed` says that the position is too far back: read everything again. ' +
    'A comment comes at least every 15 seconds. The stream ends with the access token that it began with; browsers connect anew by themselves.',
  access: 'signed-in',
  status: 200,
  answer: EventHint,
  errors: ['too-many-streams'],
  examples: [
    {
      summary: 'The data of one message',
      response: {
        id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b62',
        type: 'projects.milestone-updated.v1',
        subject: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b41',
        projectId: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b31',
        customerId: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b21',
      },
    },
  ],
});
