import type { Channel, ChannelModel } from 'amqplib';
import { answeredWithin, Unanswered } from './answeredWithin.js';
import type { BrokerConnection } from './openConnection.js';

/** How long a queue may take to answer a consumer: a thousand times what it takes on a machine at rest. */
export const answerMs = 2000;
/** RabbitMQ itself waits 5 s for the members of a queue that is to be deleted, then deletes it without them. */
const deleteMs = 20_000;

/** AMQP's code for something that does not exist. */
const notFound = 404;
/** AMQP's code for a fault of the broker's, such as a queue that does not answer it. */
export const internalError = 541;

/**
 * Looks whether a queue serves consumers, and makes it anew if not. A queue without a leader answers declarations and passive ones as
 * if it were empty; only consuming (and publishing, deleting and so on) tells the difference, by no answer or by an internal error.
 * What hangs on such a queue hangs until RabbitMQ's own timeout, a minute later, and ends with the connection. So each step has a
 * connection of its own.
 */
export async function mendQueue(options: {
  queue: string;
  connection: BrokerConnection;
  declare(channel: Channel): Promise<unknown>;
  /** It serves nobody, and is going to be deleted. */
  onDead(): void;
  signal: AbortSignal;
}): Promise<'alive' | 'remade'> {
  const { queue, connection, signal } = options;
  if (await onConnection(connection, signal, (model) => serves(model, queue))) return 'alive';
  options.onDead();
  await onConnection(connection, signal, async (model) => {
    const channel = await openChannel(model);
    channel.on('error', () => undefined); // the step under way is told
    await answeredWithin(deleteMs, `deleting ${queue}`, channel.deleteQueue(queue));
    await answeredWithin(answerMs, `declaring ${queue}`, options.declare(channel));
    if (!(await serves(model, queue))) throw new Error(`${queue} was made anew and does not answer either`);
  });
  return 'remade';
}

async function onConnection<T>(
  connection: BrokerConnection,
  signal: AbortSignal,
  work: (model: ChannelModel) => Promise<T>,
): Promise<T> {
  const further = await connection.openFurther(signal);
  signal.addEventListener('abort', further.cut);
  try {
    return await work(further.model);
  } finally {
    signal.removeEventListener('abort', further.cut);
    further.cut();
  }
}

/** Whether a consumer is served. A message that comes meanwhile is given back. */
async function serves(model: ChannelModel, queue: string): Promise<boolean> {
  let fault: { code?: unknown } = {};
  const remember = (error: { code?: unknown }) => (fault = error);
  model.on('error', remember);
  const channel = await openChannel(model);
  channel.on('error', remember);
  try {
    const { consumerCount } = await answeredWithin(answerMs, `checking ${queue}`, channel.checkQueue(queue));
    if (consumerCount > 0) return true;
    await channel.prefetch(1);
    const trial = channel.consume(queue, () => undefined);
    if ((await answerOf(trial)) === 'answered') return true;
    // Nor does a broker that stalls as a whole answer; it is no reason to delete anything.
    await openChannel(model);
    return false;
  } catch (error) {
    if (fault.code === notFound || fault.code === internalError) return false;
    throw error;
  }
}

async function answerOf(trial: Promise<unknown>): Promise<'answered' | 'none'> {
  try {
    await answeredWithin(answerMs, 'a consumer', trial);
    return 'answered';
  } catch (error) {
    if (error instanceof Unanswered) return 'none';
    throw error;
  }
}

function openChannel(model: ChannelModel): Promise<Channel> {
  return answeredWithin(answerMs, 'opening a channel', model.createChannel());
}
