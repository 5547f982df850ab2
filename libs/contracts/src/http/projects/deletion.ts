import { z } from 'zod';
import { Id, Version } from '../../ids.js';

/** `POST /internal/projects/{id}/deletion` of billing: let go of the project, if nothing is there for it. */
export const DeletionRequest = z.object({ version: Version });

/** What is there for it; nothing: billing has let go. */
export const DeletionAnswer = z.object({ records: z.array(z.object({ kind: z.string(), count: z.int() })) });
export type DeletionAnswer = z.infer<typeof DeletionAnswer>;

/** `POST /internal/budget-nodes/{id}/removal` of billing: let go of the node, if no order names it. */
export const NodeRemovalRequest = z.object({ version: Version, projectId: Id });

/** The orders that name it, cancelled ones apart; none: billing has let go, and no order can name it any more. */
export const NodeRemovalAnswer = z.object({ orders: z.array(z.object({ id: Id, number: z.string() })) });
export type NodeRemovalAnswer = z.infer<typeof NodeRemovalAnswer>;
