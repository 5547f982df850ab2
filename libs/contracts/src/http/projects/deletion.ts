import { z } from 'zod';
import { Version } from '../../ids.js';

/** `POST /internal/projects/{id}/deletion` of billing: let go of the project, if nothing is there for it. */
export const DeletionRequest = z.object({ version: Version });

/** What is there for it; nothing: billing has let go. */
export const DeletionAnswer = z.object({ records: z.array(z.object({ kind: z.string(), count: z.int() })) });
export type DeletionAnswer = z.infer<typeof DeletionAnswer>;
