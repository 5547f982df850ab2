import { UnbilledWork } from '@closeout/contracts/events/projects';
import type { Clock } from '@closeout/service-kit/db';
import { on, type Handler } from '@closeout/service-kit/messaging';
import { z } from 'zod';
import { decideClosure } from './decideClosure.js';

const Question = z.object({
  closureId: z.uuid(),
  projectId: z.uuid(),
  projectVersion: z.int().min(1),
  work: UnbilledWork.optional(),
});

export const onClosureRequested = (clock: Clock): Handler =>
  on(Question, (tx, { data }) => decideClosure(tx, data, clock.now()));
