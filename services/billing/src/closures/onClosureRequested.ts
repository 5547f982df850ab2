import { UnbilledWork } from '@closeout/contracts/events/projects';
import { on, type Clock, type Handler } from '@closeout/service-kit';
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
