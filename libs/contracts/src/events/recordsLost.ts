import { z } from 'zod';
import type { ServiceName } from '../services.js';
import { defineEvent } from './envelope.js';

/** Records that others know and that the service has lost: its database came back from an older backup. */
export const RecordsLost = z.object({
  id: z.uuid(),
  version: z.int().min(1),
  recordIds: z.array(z.uuid()),
  /** Of those that go by a key beside their id, such as roles. */
  keys: z.array(z.string()),
});
export type RecordsLost = z.output<typeof RecordsLost>;

export const recordsLostEvent = <Service extends ServiceName>(service: Service) =>
  defineEvent({
    type: `${service}.records-lost.v1` as const,
    summary: 'Records are gone: the database came back from an older backup. Forget what you know of them',
    schema: RecordsLost,
    example: {
      id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2bf1',
      version: 1,
      recordIds: ['0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2bf2'],
      keys: [],
    },
  });
