import type { ServerResponse } from 'node:http';
import { createPlaces, type Refused } from '@closeout/service-kit/http';
import type { GatewayConfig } from '../config.js';
import { proxiedServices, type CallKind, type ProxiedService } from './routeTable.js';

/** Places at the services, so that nobody takes them all. */
export interface CallPlaces {
  take(call: PlacedCall, go: (leave: () => void) => void, refused: Refused): void;
  /** Room in memory for a body that is larger than most, for as long as its request lasts. */
  takeForLargeBody(call: Pick<PlacedCall, 'callerId' | 'res'>, go: () => void, refused: Refused): void;
}

export interface PlacedCall {
  service: ProxiedService;
  kind: CallKind;
  callerId: string;
  res: ServerResponse;
}

export function createCallPlaces(config: GatewayConfig): CallPlaces {
  const ordinary = new Map(
    proxiedServices.map((service) => [
      service,
      createPlaces({
        atOnce: config.PROXY_CONNECTIONS,
        ofOne: config.CALLS_AT_ONCE,
        waiting: config.CALLS_AT_ONCE * 16,
      }),
    ]),
  );
  const exports = createPlaces({ atOnce: config.EXPORTS_AT_ONCE, ofOne: 2, waiting: 20 });
  const largeBodies = createPlaces({ atOnce: 16, ofOne: 2, waiting: 20 });

  return {
    take({ service, kind, callerId, res }, go, refused) {
      // Streams are limited by the service, and take nothing from other calls.
      if (kind === 'stream') return go(() => undefined);
      (kind === 'export' ? exports : ordinary.get(service))?.take(callerId, res, go, refused);
    },
    takeForLargeBody({ callerId, res }, go, refused) {
      const goOn = (leave: () => void) => {
        res.on('close', leave);
        go();
      };
      largeBodies.take(callerId, res, goOn, refused);
    },
  };
}
