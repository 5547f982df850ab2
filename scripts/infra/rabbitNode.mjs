import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../prepare/run.mjs';
import { awaitAmqp } from './awaitAmqp.mjs';
import { administrator, brokerDefinitions, onePassword } from './brokerAccounts.mjs';
import { freePort } from './freePort.mjs';
import { startProcess } from './startProcess.mjs';

/**
 * A private node of the RabbitMQ that is installed on this machine. It shares nothing with the system's own node: own
 * name, ports, data, cookie, and its own epmd, which listens on loopback only.
 *
 * @param {object} options
 * @param {string} options.dir its folder; one that holds data goes on with it
 * @param {string} options.logFile
 * @param {{ server: string, control: string, epmd: string }} options.programs
 * @param {import('./brokerAccounts.mjs').BrokerPasswords} [options.passwords]
 * @param {string} [options.namespace] what names of exchanges and queues may begin with, as a regular expression
 * @param {number} [options.port]
 * @returns {Promise<import('./rabbit.mjs').RunningRabbit>}
 */
export async function startRabbitNode({
  dir,
  logFile,
  programs,
  passwords = onePassword('closeout'),
  namespace,
  port,
}) {
  mkdirSync(join(dir, 'data'), { recursive: true, mode: 0o700 });
  const [amqpPort, distributionPort, epmdPort] = [
    port ?? (await freePort()),
    await freePort(),
    await freePort(),
  ];
  const definitions = brokerDefinitions(passwords, { namespace });
  writeConfiguration(dir, { amqpPort, definitions, logFile });
  const env = environment(dir, { distributionPort, epmdPort });
  const epmd = startProcess(programs.epmd, ['-address', '127.0.0.1', '-port', String(epmdPort)], {
    logFile,
    env,
    cwd: dir,
  });
  const node = startProcess(programs.server, [], { logFile, env, cwd: dir, graceMs: 30_000 });
  const url = `amqp://${administrator}:${encodeURIComponent(passwords.admin)}@127.0.0.1:${amqpPort}`;
  await awaitAmqp(amqpPort, {
    unless: node.hasExited,
    failure: `RabbitMQ did not come up; its log is ${logFile}`,
  });
  const end = async (/** @type {() => Promise<void>} */ how) => {
    await how();
    await epmd.stop();
  };
  return {
    ...node,
    port: amqpPort,
    url,
    stop: () => end(() => node.stop()),
    kill: (signal = 'SIGKILL') => (signal === 'SIGKILL' ? end(() => node.kill()) : node.kill(signal)),
    control: (...args) => run('rabbitmqctl', programs.control, ['--quiet', ...args], { env, cwd: dir }),
  };
}

/** @param {string} dir @param {{ amqpPort: number, definitions: string, logFile: string }} options */
function writeConfiguration(dir, { amqpPort, definitions, logFile }) {
  const accounts = join(dir, 'accounts.json');
  writeFileSync(accounts, definitions, { mode: 0o600 });
  const settings = {
    'listeners.tcp.1': `127.0.0.1:${amqpPort}`,
    load_definitions: accounts,
    'log.console': 'false',
    'log.file': logFile,
    'num_acceptors.tcp': 4,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}\n`);
  writeFileSync(join(dir, 'rabbitmq.conf'), lines.join(''), { mode: 0o600 });
  writeFileSync(join(dir, 'enabled_plugins'), '[].\n');
}

/** @param {string} dir @param {{ distributionPort: number, epmdPort: number }} ports @returns {NodeJS.ProcessEnv} */
function environment(dir, { distributionPort, epmdPort }) {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(RABBITMQ|ERL)_/.test(name));
  return {
    ...Object.fromEntries(inherited),
    HOME: dir, // where Erlang keeps its cookie
    ERL_EPMD_PORT: String(epmdPort),
    ERL_EPMD_ADDRESS: '127.0.0.1',
    RABBITMQ_NODENAME: nodeName(dir),
    RABBITMQ_DIST_PORT: String(distributionPort),
    RABBITMQ_MNESIA_BASE: join(dir, 'data'),
    RABBITMQ_LOG_BASE: join(dir, 'data'),
    RABBITMQ_CONFIG_FILE: join(dir, 'rabbitmq.conf'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(dir, 'enabled_plugins'),
    RABBITMQ_CONF_ENV_FILE: '/dev/null',
    // The script then becomes the node instead of waiting for it, so that its process number is the node's.
    RABBITMQ_ALLOW_INPUT: '1',
    // No spinning while idle: this machine has other work to do.
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS:
      '-noinput -kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none',
  };
}

/** The data belongs to a node of this name: it is chosen once for each folder. @param {string} dir */
function nodeName(dir) {
  const file = join(dir, 'node-name');
  if (!existsSync(file)) writeFileSync(file, `closeout-${randomBytes(4).toString('hex')}@localhost`);
  return readFileSync(file, 'utf8');
}
