import { Id } from '@closeout/contracts/fields';
import type { Actor } from '@closeout/service-kit/auth';

/** Who did something, as records name them: by id where there is one (users and API keys). */
export const actorId = (actor: Pick<Actor, 'id'>): string | null =>
  Id.safeParse(actor.id).success ? actor.id : null;
