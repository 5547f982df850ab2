import type { ServerResponse } from 'node:http';
import { tooMany } from './signInLimits.js';

/**
 * How much may be under way at once, by key (a caller, an address). Whoever comes when all places are taken waits for one,
 * in order; so one who sends much waits behind their own requests and not others behind them.
 */
export interface Places {
  /**
   * Calls `go` when a place is free, at once or later, and never if the client has gone by then; or `refused`, with 429
   * `too-many-requests`, when too many wait already. `leave` gives the place back; calling it twice does nothing.
   */
  take(key: string, res: ServerResponse, go: (leave: () => void) => void, refused: Refused): void;
}

export type Refused = (error: unknown) => void;

interface Waiting {
  res: ServerResponse;
  go: (leave: () => void) => void;
  refused: Refused;
}

interface Line {
  taken: number;
  waiting: Waiting[];
}

export function createPlaces({ atOnce, waiting: mostWaiting }: { atOnce: number; waiting: number }): Places {
  const lines = new Map<string, Line>();

  function enter(key: string, line: Line, { go, refused }: Waiting): void {
    line.taken += 1;
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
    let next = line.waiting.shift();
    while (next?.res.closed) next = line.waiting.shift();
    if (next) enter(key, line, next);
    else if (line.taken === 0) lines.delete(key);
  }

  return {
    take(key, res, go, refused) {
      if (res.closed) return;
      let line = lines.get(key);
      if (!line) lines.set(key, (line = { taken: 0, waiting: [] }));
      if (line.taken < atOnce) return enter(key, line, { res, go, refused });
      // Those who gave up waiting make room for those who have not.
      if (line.waiting.length >= mostWaiting)
        line.waiting = line.waiting.filter((other) => !other.res.closed);
      if (line.waiting.length < mostWaiting) line.waiting.push({ res, go, refused });
      else refused(tooMany('You have too many requests under way. Wait for some of them to be answered.', 1));
    },
  };
}
