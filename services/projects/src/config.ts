import { kitConfig } from '@closeout/service-kit/service';
import { z } from 'zod';

/** What projects reads from its environment beside the kit's. */
export const projectsConfig = kitConfig('projects').extend({
  /** Milliseconds after which billing is asked again about a financial closure; doubles each time. */
  CLOSURE_ASK_AGAIN_MS: z.coerce.number().int().min(100).max(3_600_000).default(60_000),
  /** How often it is looked for stages and milestones whose due date has passed. */
  OVERDUE_EVERY_SECONDS: z.coerce.number().min(0.05).max(86_400).default(60),
});
export type ProjectsConfig = z.output<typeof projectsConfig>;
