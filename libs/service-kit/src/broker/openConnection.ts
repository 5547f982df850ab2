import { connect, type ChannelModel } from 'amqplib';
import type { Logger } from 'pino';
import type { Reach } from '../observability/reach.js';
import { aborted, backoff, pause } from '../waiting/backoff.js';

/** One connection to the broker that comes back by itself. */
export interface BrokerConnection {
  readonly connected: boolean;
  /** The broker takes nothing from publishers, for want of memory or disk. */
  readonly blocked: boolean;
  /** The reply code with which the broker ended the last connection. */
  readonly fault: number | null;
  /** The live connection, as soon as there is one; null once closed or aborted. */
  whenConnected(signal: AbortSignal): Promise<ChannelModel | null>;
  /** Cuts the connection as it is, without a farewell that a stalled network would never answer. */
  drop(reason: string): void;
  /** Gives the connection up for a new one because of what hangs on it. Nobody is told: the broker is not away. */
  renew(): void;
  /** A further connection to the same broker, for something that may hang. Not to be used after it was cut. */
  openFurther(signal: AbortSignal): Promise<{ model: ChannelModel; cut(): void }>;
  close(): Promise<void>;
}

const handshakeMs = 10_000;
const heartbeatSeconds = 10;

/**
 * Never fails: while the broker is away it tries again, from 100 ms up to 2 s apart with jitter. Publishing and consuming
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
  let renewing = false;
  let blocked = false;
  let fault: number | null = null;
  const running = run();

  async function run(): Promise<void> {
    let failures = 0;
    while (!closing.signal.aborted) {
      try {
        const model = await open();
        const since = Date.now();
        const closed = whenClosed(model);
        become(model);
        const reason = await closed;
        become(null);
        if (!closing.signal.aborted && !renewing) reach.gone(reason);
        if (renewing || Date.now() - since > 10_000) failures = 0;
        renewing = false;
      } catch (error) {
        if (!closing.signal.aborted) reach.gone(error);
      }
      await pause(backoff(failures++, { firstMs: 100, maxMs: 2000 }), closing.signal);
    }
  }

  async function open(): Promise<ChannelModel> {
    const model = await connect(withHeartbeat(options.url), {
      timeout: handshakeMs,
      noDelay: true,
      keepAlive: true,
      clientProperties: { connection_name: name },
    });
    // Whoever waits for an answer on it is told; an error that nobody listens to would end the process.
    model.on('error', () => undefined);
    return model;
  }

  /** Resolves with what was wrong. */
  function whenClosed(model: ChannelModel): Promise<unknown> {
    let reason: unknown = 'the connection was closed';
    return new Promise((resolve) => {
      model.on('error', (error: { code?: unknown }) => {
        reason = error;
        if (typeof error.code === 'number') fault = error.code;
      });
      model.on('blocked', (why) => {
        blocked = true;
        log.warn({ connection: name, reason: why }, 'the broker blocks publishers');
      });
      model.on('unblocked', () => {
        blocked = false;
        log.info({ connection: name }, 'the broker takes messages again');
      });
      model.on('close', () => resolve(reason));
    });
  }

  function become(model: ChannelModel | null): void {
    live = model;
    blocked = false;
    options.onState?.(model !== null);
    if (model === null) return;
    fault = null;
    reach.back();
    for (const wake of waiting) wake();
    // close() may have come while the handshake was under way.
    if (closing.signal.aborted) cut(model, 'closing');
  }

  return {
    get connected() {
      return live !== null;
    },
    get fault() {
      return fault;
    },
    get blocked() {
      return blocked;
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
    renew() {
      if (live === null) return;
      renewing = true;
      cut(live, 'renewed');
    },
    async openFurther(signal) {
      const opening = open();
      await Promise.race([opening, aborted(signal)]);
      const discard = (model: ChannelModel) => cut(model, 'no longer needed');
      if (signal.aborted) void opening.then(discard, () => undefined);
      signal.throwIfAborted();
      const model = await opening;
      return { model, cut: () => discard(model) };
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
