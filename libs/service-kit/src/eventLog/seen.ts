import { z } from 'zod';

/** How far somebody has seen a log. */
export const Seen = z.object({ epoch: z.uuid(), position: z.int().min(1), eventId: z.uuid() });
export type Seen = z.output<typeof Seen>;
