import { DomainError } from '@closeout/contracts';

/** How many exports are under way at once, in all and of one caller: each reads the database for as long as it lasts. */
const atOnce = { most: 8, ofOne: 2 };

export interface ExportPlaces {
  /**
   * @returns what gives the place back
   * @throws DomainError `busy` (unavailable), or `too-many-requests` when the caller has all of theirs
   */
  take(callerId: string): () => void;
}

export function createExportPlaces({ most, ofOne } = atOnce): ExportPlaces {
  const taken: string[] = [];
  return {
    take(callerId) {
      if (taken.length >= most)
        throw new DomainError('unavailable', 'busy', {
          detail: 'Too many exports are under way at the moment.',
          retryAfter: 5,
        });
      if (taken.filter((id) => id === callerId).length >= ofOne)
        throw new DomainError('too-many', 'too-many-requests', {
          detail: 'You have too many exports under way. Wait for one to end.',
          retryAfter: 5,
        });
      taken.push(callerId);
      return () => taken.splice(taken.indexOf(callerId), 1);
    },
  };
}
