import { Refusal } from '../console/progress.mjs';
import { availableImage, dockerAnswers, rabbitImages } from './docker.mjs';
import { startRabbitContainer } from './rabbitContainer.mjs';
import { startRabbitNode } from './rabbitNode.mjs';
import { canInstallPackages } from '../prepare/debianPackage.mjs';
import { installRabbitPackage } from './rabbitPackage.mjs';
import { rabbitPrograms } from './rabbitPrograms.mjs';

/**
 * @typedef {import('./startProcess.mjs').RunningProcess & {
 *   port: number, url: string, control: (...args: string[]) => Promise<string>
 * }} RunningRabbit control runs rabbitmqctl and gives its output
 *
 * @typedef {object} RabbitOptions
 * @property {string} dir
 * @property {string} logFile
 * @property {import('./brokerAccounts.mjs').BrokerPasswords} [passwords]
 * @property {string} [namespace]
 * @property {number} [port]
 *
 * @typedef {{ why: string, start: (options: RabbitOptions) => Promise<RunningRabbit> }} RabbitSource
 */

/**
 * From where a RabbitMQ of our own can be had: the first of this machine's program, a Docker engine, and the system's
 * package where we may install it.
 *
 * @returns {Promise<RabbitSource>}
 */
export async function findRabbit() {
  const programs = await rabbitPrograms();
  if (programs) return fromPrograms(programs, `a private node of ${programs.server}`);
  if (await dockerAnswers()) {
    const image = await availableImage(rabbitImages);
    if (image)
      return {
        why: `a container of ${image}, no rabbitmq-server is installed`,
        start: (options) => startRabbitContainer({ ...options, image }),
      };
  }
  if (canInstallPackages() && (await installRabbitPackage())) {
    const installed = await rabbitPrograms();
    if (installed)
      return fromPrograms(installed, 'a private node of the package rabbitmq-server, installed just now');
  }
  throw new Refusal(
    'No RabbitMQ was found: install rabbitmq-server (Debian and Ubuntu: apt-get install rabbitmq-server; macOS: brew install rabbitmq), ' +
      'start Docker, or name a broker with AMQP_URL.',
  );
}

/**
 * @param {{ server: string, control: string, epmd: string }} programs
 * @param {string} why
 * @returns {RabbitSource}
 */
const fromPrograms = (programs, why) => ({
  why,
  start: (options) => startRabbitNode({ ...options, programs }),
});
