import type { Channel, ChannelModel } from 'amqplib';
import type { Logger } from 'pino';
import { answeredWithin, Unanswered } from './answeredWithin.js';
import { backoff, pause } from '../waiting/backoff.js';
import { closeChannel } from './closeChannel.js';
import type { BrokerConnection } from './openConnection.js';

const noticeMs = 200;
const openMs = 10_000;

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
      channel = await answeredWithin(openMs, 'opening a channel', options.open(model));
      // Also of a connection that broke, which is told by the connection.
      channel.on('error', (error: unknown) => (reason = error));
      channel.on('close', () => closed.abort());
      await options.work(channel, closed.signal);
    } catch (error) {
      // Something else holds up the whole connection.
      if (!channel && error instanceof Unanswered) connection.renew();
      reason ??= error;
    }
    if (reason !== undefined && !(await endsWithConnection(connection, signal)))
      log.warn({ channel: name, err: reason }, 'work on a channel failed');
    if (channel && !closed.signal.aborted) await closeChannel(channel);
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
