import { DomainError } from '@closeout/contracts/errors';
import type { Actor } from '@closeout/service-kit/auth';

/**
 * The services whose events a caller reads: those asked for, within those that an API key is limited to;
 * undefined: all. @throws DomainError 403 `event-source-forbidden` for one that the key is not for
 */
export function sourcesFor(
  { eventSources: allowed }: Pick<Actor, 'eventSources'>,
  asked: readonly string[] | undefined,
): readonly string[] | undefined {
  const forbidden = allowed && asked?.find((source) => !allowed.includes(source));
  if (forbidden === undefined) return asked ?? allowed;
  throw new DomainError('forbidden', 'event-source-forbidden', {
    detail: `This key reads the events of ${allowed?.join(', ')} only, not of ${forbidden}.`,
    extra: { eventSources: allowed },
  });
}
