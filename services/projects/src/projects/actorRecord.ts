import { Id } from '@closeout/contracts/fields';
import type { Actor } from '@closeout/service-kit/auth';

/** Who did something, as records name them: by id where there is one (users and API keys), and by name. */
export function actorRecord(actor: Actor): { id: string | null; name: string } {
  return { id: Id.safeParse(actor.id).success ? actor.id : null, name: actor.name };
}
