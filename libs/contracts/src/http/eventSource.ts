import { z } from 'zod';

/** The services whose events the feed holds. */
export const eventSources = ['gateway', 'projects', 'billing', 'notifications'] as const;
export const EventSource = z.enum(eventSources);
export type EventSource = z.infer<typeof EventSource>;
