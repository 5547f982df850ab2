import { kitConfig } from '@closeout/service-kit';
import type { z } from 'zod';

/** Nothing beyond what every service reads. */
export const projectsConfig = kitConfig;
export type ProjectsConfig = z.output<typeof projectsConfig>;
