import { z } from 'zod';

/** What people are written to in. */
export const Language = z.enum(['en', 'de']);
export type Language = z.infer<typeof Language>;
