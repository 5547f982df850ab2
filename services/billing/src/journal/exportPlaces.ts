import { DomainError } from '@closeout/contracts/errors';

/** How many exports are under way at once, in all and of one caller: each reads the database for as long as it lasts. */
const atOnce = { most: 8, ofOne: 2 };

/** As much of an answer as tells when it is over. */
interface Ending {
  closed: boolean;
  once(event: 'close', listener: () => void): unknown;
}

export interface ExportPlaces {
  /**
   * Takes a place until the answer is over.
   * @returns false when the client has left already
   * @throws DomainError `busy` (unavailable), or `too-many-requests` when the caller has all of theirs
   */
  take(callerId: string, res: Ending): boolean;
}

export function createExportPlaces({ most, ofOne } = atOnce): ExportPlaces {
  const taken: string[] = [];
  return {
    take(callerId, res) {
      if (res.closed) return false;
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
      res.once('close', () => taken.splice(taken.indexOf(callerId), 1));
      return true;
    },
  };
}
