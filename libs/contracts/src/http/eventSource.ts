import { z } from 'zod';
import { serviceNames } from '../services.js';

/** The services whose events the feed holds: all of them. */
export const EventSource = z.enum(serviceNames);
export type EventSource = z.infer<typeof EventSource>;
