import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { run, capture } from '../prepare/run.mjs';
import { awaitAmqp } from './awaitAmqp.mjs';
import { freePort } from './freePort.mjs';
import { startProcess } from './startProcess.mjs';

const user = 'closeout';

/**
 * RabbitMQ in a container, with its data in our own folder.
 *
 * @param {object} options
 * @param {string} options.dir
 * @param {string} options.logFile
 * @param {string} options.image
 * @param {string} [options.password] counts when the data is made
 * @param {number} [options.port]
 * @returns {Promise<import('./rabbit.mjs').RunningRabbit>}
 */
export async function startRabbitContainer({ dir, logFile, image, password = 'closeout', port }) {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const name = `closeout-${createHash('sha256').update(dir).digest('hex').slice(0, 12)}`;
  const amqpPort = port ?? (await freePort());
  // One that a killed start left behind.
  await capture('docker', ['rm', '--force', name]);
  const options = ['--rm', '--name', name, '--hostname', name, '--publish', `127.0.0.1:${amqpPort}:5672`];
  const variables = ['--env', `RABBITMQ_DEFAULT_USER=${user}`, '--env', 'RABBITMQ_DEFAULT_PASS'];
  // The client stays in the foreground and hands its signals on, so that it stands for the container.
  const client = startProcess(
    'docker',
    ['run', ...options, ...variables, '--volume', `${dir}:/var/lib/rabbitmq`, image],
    {
      logFile,
      graceMs: 30_000,
      env: { ...process.env, RABBITMQ_DEFAULT_PASS: password },
    },
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
    url: `amqp://${user}:${encodeURIComponent(password)}@127.0.0.1:${amqpPort}`,
    kill: async (signal = 'SIGKILL') => {
      await run('docker kill', 'docker', ['kill', '--signal', signal, name]);
      if (signal === 'SIGKILL') await client.exited;
    },
    control: (...args) => run('rabbitmqctl', 'docker', ['exec', name, 'rabbitmqctl', '--quiet', ...args]),
  };
}
