import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { counter, type Metrics } from '../observability/metrics.js';
import { turnOf } from './inTurn.js';

export interface ConnectionLimits {
  /**
   * Open at once from one address; further ones are closed as they come. 0: any number, for a service all of whose clients come
   * through one proxy. This machine's own addresses are never counted: proxies and probes beside the service come from there.
   */
  connectionsPerAddress: number;
  /** Addresses that are not counted; by default this machine's own. */
  uncounted?: (address: string) => boolean;
  /** How long a client may take in nothing of an answer that waits for it. */
  stallTimeoutMs: number;
}

/** Of a body that nobody wants, so much is read and thrown away: then the client can take in its answer, and go on. */
export const maxDrainedBytes = 8 * 1024 * 1024;

/** Besides the stall timeout, each piece that waits may take as long as at this pace; of a larger one, as long as the largest here. */
const slowestBytesPerSecond = 32 * 1024;
const largestPiece = 1024 * 1024;

interface Watched {
  taken: number;
  takenAt: number;
  endedAt: number;
}

export interface WatchedConnections {
  /** Closes those on which nothing was ever sent. */
  closeUnused(): void;
}

/**
 * Cuts connections that would otherwise last as long as a client likes; Node itself sees only to slow requests:
 * of readers that take in nothing, or next to nothing; of bodies that go on after they were refused; and those that
 * were closed from here, and not by the other side.
 */
export function watchConnections(
  server: Server,
  limits: ConnectionLimits,
  metrics: Metrics,
): WatchedConnections {
  const cut = counter(metrics, 'http_connections_cut_total', 'Connections of clients that held them up', [
    'reason',
  ]);
  const watched = new Map<Socket, Watched>();
  const { stallTimeoutMs } = limits;

  function whyToCut(socket: Socket, state: Watched, now: number): string | null {
    const waiting = socket.writableLength;
    const taken = socket.bytesWritten - waiting;
    if (waiting === 0 || taken !== state.taken) {
      state.taken = taken;
      state.takenAt = now;
    }
    const patience = stallTimeoutMs + (Math.min(waiting, largestPiece) / slowestBytesPerSecond) * 1000;
    if (now - state.takenAt > patience) return 'reader-stalled';

    const turn = turnOf(socket);
    if (turn?.res === null && turn.answered?.complete === false) {
      if (socket.bytesRead - turn.bytesReadThen > maxDrainedBytes) return 'body-unwanted';
    }

    if (!socket.writableFinished) state.endedAt = now;
    return now - state.endedAt > stallTimeoutMs / 4 ? 'left-open' : null;
  }

  function look(): void {
    const now = performance.now();
    for (const [socket, state] of watched) {
      const reason = whyToCut(socket, state, now);
      if (reason === null) continue;
      cut.inc({ reason });
      socket.destroy();
    }
  }

  const byAddress = new Map<string, number>();
  const uncounted = limits.uncounted ?? isOwn;

  /** Whether there was a place for it. */
  function takePlace(socket: Socket): boolean {
    const address = socket.remoteAddress;
    if (limits.connectionsPerAddress === 0 || address === undefined || uncounted(address)) return true;
    const open = byAddress.get(address) ?? 0;
    if (open >= limits.connectionsPerAddress) return false;
    byAddress.set(address, open + 1);
    socket.once('close', () => {
      const left = (byAddress.get(address) ?? 1) - 1;
      if (left === 0) byAddress.delete(address);
      else byAddress.set(address, left);
    });
    return true;
  }

  server.on('connection', (socket: Socket) => {
    if (!takePlace(socket)) {
      cut.inc({ reason: 'too-many-of-one-address' });
      socket.destroy();
      return;
    }
    const now = performance.now();
    watched.set(socket, { taken: 0, takenAt: now, endedAt: now });
    socket.once('close', () => watched.delete(socket));
  });
  let timer: NodeJS.Timeout | undefined;
  server.on('listening', () => {
    timer = setInterval(look, Math.min(1_000, stallTimeoutMs / 4)).unref();
  });
  server.on('close', () => clearInterval(timer));
  return {
    closeUnused() {
      for (const socket of watched.keys()) if (socket.bytesRead === 0) socket.destroy();
    },
  };
}

const isOwn = (address: string): boolean => address === '::1' || /^(::ffff:)?127\./.test(address);
