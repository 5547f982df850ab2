import type { Channel, ChannelModel } from 'amqplib';
import type { Logger } from 'pino';
import { aborted, backoff, pause } from './backoff.js';
import type { BrokerConnection } from './openConnection.js';

const noticeMs = 200;

/**
 * Keeps `work` going on a channel of its own: opens one, runs the work on it, and when the channel or its connection is
 * gone begins again on a new one. Deliveries belong to the channel they came on, so `closed` aborts as soon as it
 * is gone: nothing may be acked from then on.
 */
export async function keepChannel<C extends Channel>(options: {
  name: string;
  connection: BrokerConnection;
  open(model: ChannelModel): Promise<C>;
  work(channel: C, closed: AbortSignal): Promise<void>;
  log: Logger;
  signal: AbortSignal;
}): Promise<void> {
  const { connection, log, name, signal } = options;
  let failures = 0;
  while (!signal.aborted) {
    const model = await connection.whenConnected(signal);
    if (model === null) return;
    const began = Date.now();
    const closed = new AbortController();
    let channel: C | undefined;
    let reason: unknown;
    try {
      channel = await options.open(model);
      // Also of a connection that broke, which is told by the connection.
      channel.on('error', (error: unknown) => (reason = error));
      channel.on('close', () => closed.abort());
      await options.work(channel, closed.signal);
    } catch (error) {
      reason ??= error;
    }
    if (reason !== undefined && !(await endsWithConnection(connection, signal)))
      log.warn({ channel: name, err: reason }, 'work on a channel failed');
    if (channel) await farewell(channel, closed.signal);
    if (signal.aborted) return;
    failures = Date.now() - began > 10_000 ? 0 : failures + 1;
    await pause(backoff(failures, { firstMs: 50, maxMs: 5000 }), signal);
  }
}

/** Whether the connection is gone too, which may be noticed a moment after its channels. */
async function endsWithConnection(connection: BrokerConnection, signal: AbortSignal): Promise<boolean> {
  if (connection.connected) await pause(noticeMs, signal);
  return !connection.connected || signal.aborted;
}

/** Closes a channel so that the acks sent on it arrive; does not wait long for a broker that does not answer. */
async function farewell(channel: Channel, closed: AbortSignal): Promise<void> {
  if (closed.aborted) return;
  const patience = new AbortController();
  const closing = channel.close().catch(() => undefined); // it was closed already, which is what is wanted
  await Promise.race([closing, aborted(closed), pause(2000, patience.signal)]);
  patience.abort();
}
