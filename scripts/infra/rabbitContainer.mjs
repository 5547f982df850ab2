import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, capture } from '../prepare/run.mjs';
import { awaitAmqp } from './awaitAmqp.mjs';
import { administrator, brokerDefinitions, onePassword } from './brokerAccounts.mjs';
import { freePort } from './freePort.mjs';
import { startProcess } from './startProcess.mjs';

/**
 * RabbitMQ in a container, with its data in our own folder.
 *
 * @param {object} options
 * @param {string} options.dir
 * @param {string} options.logFile
 * @param {string} options.image
 * @param {import('./brokerAccounts.mjs').BrokerPasswords} [options.passwords]
 * @param {string} [options.namespace] what names of exchanges and queues may begin with, as a regular expression
 * @param {number} [options.port]
 * @returns {Promise<import('./rabbit.mjs').RunningRabbit>}
 */
export async function startRabbitContainer({
  dir,
  logFile,
  image,
  passwords = onePassword('closeout'),
  namespace,
  port,
}) {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const name = `closeout-${createHash('sha256').update(dir).digest('hex').slice(0, 12)}`;
  const amqpPort = port ?? (await freePort());
  // One that a killed start left behind.
  await capture('docker', ['rm', '--force', name]);
  const options = ['--rm', '--name', name, '--hostname', name, '--publish', `127.0.0.1:${amqpPort}:5672`];
  const data = join(dir, 'data');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  // Nobody but us gets into the folder; in the container the broker's own user has to read them.
  const mounted = (/** @type {string} */ file, /** @type {string} */ text, /** @type {string} */ target) => {
    writeFileSync(join(dir, file), text, { mode: 0o644 });
    return ['--volume', `${join(dir, file)}:${target}:ro`];
  };
  const accounts = '/etc/rabbitmq/closeout.json';
  const mounts = [
    ...mounted('accounts.json', brokerDefinitions(passwords, { namespace }), accounts),
    ...mounted('accounts.conf', `load_definitions = ${accounts}\n`, '/etc/rabbitmq/conf.d/20-closeout.conf'),
  ];
  // The client stays in the foreground and hands its signals on, so that it stands for the container.
  const client = startProcess(
    'docker',
    ['run', ...options, ...mounts, '--volume', `${data}:/var/lib/rabbitmq`, image],
    { logFile, graceMs: 30_000 },
  );
  await awaitAmqp(amqpPort, {
    unless: client.hasExited,
    failure: `RabbitMQ's container did not come up; its log is ${logFile}`,
  });
  const pid = Number(await run('docker inspect', 'docker', ['inspect', '--format', '{{.State.Pid}}', name]));
  return {
    ...client,
    pid,
    port: amqpPort,
    url: `amqp://${administrator}:${encodeURIComponent(passwords.admin)}@127.0.0.1:${amqpPort}`,
    kill: async (signal = 'SIGKILL') => {
      await run('docker kill', 'docker', ['kill', '--signal', signal, name]);
      if (signal === 'SIGKILL') await client.exited;
    },
    control: (...args) => run('rabbitmqctl', 'docker', ['exec', name, 'rabbitmqctl', '--quiet', ...args]),
  };
}
