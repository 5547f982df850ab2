import { DomainError } from '@closeout/contracts/errors';

/**
 * How much may be under way at once, in all and of each key (a caller, a network). Whoever comes when all places are taken
 * waits for one, and those who wait take turns: one who sends much waits behind their own requests, and nobody else does.
 */
export interface Places {
  /**
   * Calls `go` when a place is free, at once or later, and never if the client has gone by then; or `refused` when too many
   * wait already. `leave` gives the place back; calling it twice does nothing.
   */
  take(key: string, res: Client, go: (leave: () => void) => void, refused: Refused): void;
}

export type Refused = (error: unknown) => void;

/** As much of an answer as tells whether anybody still waits for it. */
interface Client {
  readonly closed: boolean;
}

interface Waiting {
  res: Client;
  go: (leave: () => void) => void;
  refused: Refused;
}

interface Line {
  taken: number;
  waiting: Waiting[];
}

export interface PlacesOptions {
  /** In all. */
  atOnce: number;
  /** Of one key. */
  ofOne: number;
  /** Of one key, besides those that have a place. Default 0. */
  waiting?: number;
  /** What one is told of whom too many are under way or wait. Default: 429 `too-many-requests`. */
  tooMany?: () => DomainError;
  /** What one is told who may not wait while others have all places. Default: the same. */
  full?: () => DomainError;
}

export function createPlaces(options: PlacesOptions): Places {
  const { atOnce, ofOne, waiting: maxWaiting = 0, tooMany = tooManyUnderWay, full = tooMany } = options;
  const lines = new Map<string, Line>();
  /** Those in which somebody waits; whose turn it is comes first. */
  const turns = new Map<string, Line>();
  let taken = 0;

  function enter(key: string, line: Line, { go, refused }: Waiting): void {
    line.taken += 1;
    taken += 1;
    let left = false;
    const leaveOnce = () => {
      if (left) return;
      left = true;
      leave(key, line);
    };
    try {
      go(leaveOnce);
    } catch (error) {
      // It may be another request's end that let this one begin: that one has no part in it.
      leaveOnce();
      refused(error);
    }
  }

  function leave(key: string, line: Line): void {
    line.taken -= 1;
    taken -= 1;
    if (turns.size > 0) letNextIn();
    if (line.taken === 0 && line.waiting.length === 0) lines.delete(key);
  }

  function letNextIn(): void {
    for (const [key, line] of turns) {
      if (line.taken >= ofOne) continue;
      const next = takeFirst(line);
      turns.delete(key);
      if (line.waiting.length > 0) turns.set(key, line);
      if (next) return enter(key, line, next);
      if (line.taken === 0) lines.delete(key);
    }
  }

  function wait(key: string, line: Line, waiting: Waiting): void {
    // Those who gave up waiting make room for those who have not.
    if (line.waiting.length >= maxWaiting) line.waiting = line.waiting.filter(({ res }) => !res.closed);
    if (line.waiting.length >= maxWaiting) {
      if (line.taken === 0 && line.waiting.length === 0) lines.delete(key);
      return waiting.refused(maxWaiting === 0 && line.taken < ofOne ? full() : tooMany());
    }
    line.waiting.push(waiting);
    turns.set(key, line);
  }

  return {
    take(key, res, go, refused) {
      if (res.closed) return;
      let line = lines.get(key);
      if (!line) lines.set(key, (line = { taken: 0, waiting: [] }));
      if (line.taken < ofOne && taken < atOnce) enter(key, line, { res, go, refused });
      else wait(key, line, { res, go, refused });
    },
  };
}

/** Of those who are still there. */
function takeFirst({ waiting }: Line): Waiting | undefined {
  let first = waiting.shift();
  while (first?.res.closed) first = waiting.shift();
  return first;
}

function tooManyUnderWay(): DomainError {
  return new DomainError('too-many', 'too-many-requests', {
    detail: 'You have too many requests under way. Wait for some of them to be answered.',
    retryAfter: 1,
  });
}

/**
 * Does something in a place, which it keeps until the answer is over.
 * @throws DomainError where there is no place; resolves at once where the client has gone
 */
export function inPlace(
  places: Places,
  key: string,
  res: Client & { once(event: 'close', listener: () => void): unknown },
  run: () => Promise<void>,
): Promise<void> {
  if (res.closed) return Promise.resolve();
  return new Promise((resolve, reject) => {
    let over = resolve as () => void; // gone before its turn came
    res.once('close', () => over());
    const go = (leave: () => void) => {
      over = leave;
      run().then(resolve, reject);
    };
    places.take(key, res, go, reject);
  });
}
