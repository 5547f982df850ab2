import type { ServerResponse } from 'node:http';
import type { GatewayConfig } from '../config.js';
import { createPlaces, type Places, type Refused } from '../limits/places.js';
import type { CallKind } from './routeTable.js';

/** Places at the services, so that nobody takes them all. */
export interface CallPlaces {
  take(kind: CallKind, callerId: string, res: ServerResponse, go: Go, refused: Refused): void;
  /** Room in memory for a body that is larger than most, for as long as its request lasts. */
  takeForLargeBody(callerId: string, res: ServerResponse, go: () => void, refused: Refused): void;
}

type Go = (leave: () => void) => void;

/** Whoever hangs up keeps the place for so long: the service may still be working for nobody. */
const abandonedMs = 250;

export function createCallPlaces(config: GatewayConfig): CallPlaces {
  const { CALLS_AT_ONCE: calls, EXPORTS_AT_ONCE: exports } = config;
  const ordinary = createPlaces({ atOnce: calls, waiting: calls * 8 });
  const ownExports = createPlaces({ atOnce: 2, waiting: 20 });
  const allExports = createPlaces({ atOnce: exports, waiting: 100 });
  const ownBodies = createPlaces({ atOnce: 2, waiting: 20 });
  const allBodies = createPlaces({ atOnce: 16, waiting: 100 });

  /** One of the caller's own places, and then one of all. */
  function takeBoth(
    [own, all]: [Places, Places],
    callerId: string,
    res: ServerResponse,
    go: Go,
    refused: Refused,
  ): void {
    const enter = (leaveOwn: () => void) => {
      let begun = false;
      res.once('close', () => {
        if (!begun) leaveOwn();
      });
      const goOn = (leaveAll: () => void) => {
        begun = true;
        go(() => {
          leaveAll();
          leaveOwn();
        });
      };
      all.take('everybody', res, goOn, (error) => {
        leaveOwn();
        refused(error);
      });
    };
    own.take(callerId, res, enter, refused);
  }

  return {
    take(kind, callerId, res, go, refused) {
      // Streams are limited by the service, and take nothing from other calls.
      if (kind === 'stream') return go(() => undefined);
      const goOn = (leave: () => void) =>
        go(() => {
          if (res.closed && !res.writableFinished) setTimeout(leave, abandonedMs).unref();
          else leave();
        });
      if (kind === 'ordinary') ordinary.take(callerId, res, goOn, refused);
      else takeBoth([ownExports, allExports], callerId, res, goOn, refused);
    },
    takeForLargeBody(callerId, res, go, refused) {
      const goOn = (leave: () => void) => {
        res.once('close', leave);
        go();
      };
      takeBoth([ownBodies, allBodies], callerId, res, goOn, refused);
    },
  };
}
