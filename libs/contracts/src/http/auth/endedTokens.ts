import { z } from 'zod';
import { Instant } from '../../dates.js';

/** Between services: what `GET /internal/ended-tokens` of the gateway answers. */
export const EndedTokensAnswer = z.object({
  /** To be sent as `since` the next time. */
  until: Instant,
  items: z.array(
    z.object({
      /** A session, a user or an API key. */
      subject: z.string(),
      /** Tokens with an older version of the rights (`rv`) are over; null: all of them are. */
      below: z.int().nullable(),
    }),
  ),
});
export type EndedTokensAnswer = z.infer<typeof EndedTokensAnswer>;
