import type { Channel } from 'amqplib';
import { pause } from '../waiting/backoff.js';

const patienceMs = 2000;

/**
 * Closes a channel so that the acks sent on it arrive; does not wait long for a broker that does not answer. amqplib itself waits
 * for ever when the connection ends meanwhile.
 */
export async function closeChannel(channel: Channel): Promise<void> {
  const over = new AbortController();
  channel.once('close', () => over.abort());
  const closing = async () => channel.close();
  await Promise.race([
    closing().catch(() => undefined), // it was closed already, which is what is wanted
    pause(patienceMs, over.signal),
  ]);
  over.abort();
}
