import { connect, type ChannelModel } from 'amqplib';
import type { Logger } from 'pino';
import type { Reach } from '../observability/reach.js';
import { backoff, pause } from './backoff.js';

/** One connection to the broker that comes back by itself. */
export interface BrokerConnection {
  readonly connected: boolean;
  /** The live connection, as soon as there is one; null once closed or aborted. */
  whenConnected(signal: AbortSignal): Promise<ChannelModel | null>;
  /** Cuts the connection as it is, without a farewell that a stalled network would never answer. */
  drop(reason: string): void;
  close(): Promise<void>;
}

const handshakeMs = 10_000;
const heartbeatSeconds = 10;

/**
 * Never fails: while the broker is away it tries again, from 100 ms up to 5 s apart with jitter. Publishing and consuming
 * need one connection each, because a broker that blocks a publisher reads nothing more of it, acks included.
 */
export function openConnection(options: {
  url: string;
  name: string;
  log: Logger;
  reach: Reach;
  onState?: (connected: boolean) => void;
}): BrokerConnection {
  const { log, name, reach } = options;
  const closing = new AbortController();
  const waiting = new Set<() => void>();
  let live: ChannelModel | null = null;
  const running = run();

  async function run(): Promise<void> {
    let failures = 0;
    while (!closing.signal.aborted) {
      try {
        const model = await connect(withHeartbeat(options.url), {
          timeout: handshakeMs,
          noDelay: true,
          keepAlive: true,
          clientProperties: { connection_name: name },
        });
        const since = Date.now();
        const closed = whenClosed(model);
        become(model);
        const reason = await closed;
        become(null);
        if (!closing.signal.aborted) reach.gone(reason);
        if (Date.now() - since > 10_000) failures = 0;
      } catch (error) {
        if (!closing.signal.aborted) reach.gone(error);
      }
      await pause(backoff(failures++, { firstMs: 100, maxMs: 5000 }), closing.signal);
    }
  }

  /** Resolves with what was wrong. */
  function whenClosed(model: ChannelModel): Promise<unknown> {
    let reason: unknown = 'the connection was closed';
    return new Promise((resolve) => {
      model.on('error', (error) => (reason = error));
      model.on('blocked', (reason) => log.warn({ connection: name, reason }, 'the broker blocks publishers'));
      model.on('unblocked', () => log.info({ connection: name }, 'the broker takes messages again'));
      model.on('close', () => resolve(reason));
    });
  }

  function become(model: ChannelModel | null): void {
    live = model;
    options.onState?.(model !== null);
    if (model === null) return;
    reach.back();
    for (const wake of waiting) wake();
    // close() may have come while the handshake was under way.
    if (closing.signal.aborted) cut(model, 'closing');
  }

  return {
    get connected() {
      return live !== null;
    },
    async whenConnected(signal) {
      while (live === null && !signal.aborted && !closing.signal.aborted) {
        await new Promise<void>((resolve) => {
          const wake = () => {
            waiting.delete(wake);
            signal.removeEventListener('abort', wake);
            closing.signal.removeEventListener('abort', wake);
            resolve();
          };
          waiting.add(wake);
          signal.addEventListener('abort', wake);
          closing.signal.addEventListener('abort', wake);
        });
      }
      return signal.aborted || closing.signal.aborted ? null : live;
    },
    drop(reason) {
      if (live !== null) cut(live, reason);
    },
    async close() {
      const model = live;
      closing.abort();
      if (model !== null) {
        const farewell = new AbortController();
        await Promise.race([
          model.close().catch(() => undefined), // it was closed already, which is what is wanted
          pause(2000, farewell.signal),
        ]);
        farewell.abort();
        if (live === model) cut(model, 'no answer to the farewell');
      }
      await running;
    },
  };
}

/** amqplib keeps its socket as `stream`; only destroying it with an error tells amqplib at once that the connection is gone. */
function cut(model: ChannelModel, reason: string): void {
  const { stream } = model.connection as unknown as { stream: { destroy(error: Error): void } };
  stream.destroy(new Error(`connection dropped: ${reason}`));
}

function withHeartbeat(url: string): string {
  const parsed = new URL(url);
  if (!parsed.searchParams.has('heartbeat')) parsed.searchParams.set('heartbeat', String(heartbeatSeconds));
  return parsed.toString();
}
