import { join } from 'node:path';
import { say } from '../console/progress.mjs';
import { freePort } from '../infra/freePort.mjs';
import { startPostgres } from '../infra/postgres.mjs';
import { accountUrl } from '../infra/brokerAccounts.mjs';
import { findRabbit } from '../infra/rabbit.mjs';
import { startProcess } from '../infra/startProcess.mjs';
import { waitFor } from '../infra/waitFor.mjs';
import { serviceNames } from '../root.mjs';
import { allDatabasesNamed, serviceDatabases } from './databases.mjs';
import { keptPath } from './kept.mjs';
import { freshLog } from './logs.mjs';
import { createPart, namedPart } from './part.mjs';

/**
 * @typedef {import('../root.mjs').ServiceName} ServiceName
 * @typedef {import('./part.mjs').Part} Part
 * @typedef {{ secrets: import('./secrets.mjs').Secrets, port: (name: string) => Promise<number>, changed: () => void, add: (part: Part) => void }} Context
 */

/** @param {Context} context @returns {Promise<import('./databases.mjs').DatabaseUrls>} */
export async function bringUpPostgres({ secrets, port, changed, add }) {
  const { DATABASE_URL } = process.env;
  if (DATABASE_URL || allDatabasesNamed()) {
    const named = DATABASE_URL ?? /** @type {string} */ (process.env.PROJECTS_DATABASE_URL);
    say(`PostgreSQL: the environment names it, ${new URL(named).host}`);
    add(namedPart('postgresql', named));
    return serviceDatabases(DATABASE_URL);
  }
  const logFile = freshLog('postgresql');
  const listen = await port('postgresql');
  const part = createPart(
    'postgresql',
    () =>
      startPostgres({ dir: keptPath('postgres'), logFile, password: secrets.postgresPassword, port: listen }),
    changed,
  );
  add(part);
  const { url } = await part.start();
  say(`PostgreSQL: embedded, as DATABASE_URL is not set; port ${listen}`);
  return serviceDatabases(url);
}

/**
 * Each service's URL of the broker: with an account of its own on ours, else as the environment says, for all of them
 * (AMQP_URL) or for each (BILLING_AMQP_URL and so on).
 *
 * @param {Context} context
 * @returns {Promise<AmqpUrls>}
 */
export async function bringUpRabbit({ secrets, port, changed, add }) {
  const { AMQP_URL } = process.env;
  const ownUrl = (/** @type {string} */ service) => process.env[`${service.toUpperCase()}_AMQP_URL`];
  const named = AMQP_URL ?? (serviceNames.every(ownUrl) ? ownUrl('projects') : undefined);
  if (named) {
    say(`RabbitMQ: the environment names it, ${new URL(named).host}`);
    add(namedPart('rabbitmq', named));
    return forEachService((service) => ownUrl(service) ?? named);
  }
  const source = await findRabbit();
  const passwords = brokerPasswords(secrets);
  const logFile = freshLog('rabbitmq');
  const listen = await port('rabbitmq');
  const part = createPart(
    'rabbitmq',
    () => source.start({ dir: keptPath('rabbitmq'), logFile, passwords, port: listen }),
    changed,
  );
  add(part);
  const { url } = await part.start();
  say(`RabbitMQ: ${source.why}, as AMQP_URL is not set; port ${listen}`);
  return forEachService((service) => accountUrl(url, service, passwords.of(service)));
}

/** @typedef {Record<ServiceName, string>} AmqpUrls */

/** @param {(service: ServiceName) => string} valueOf @returns {AmqpUrls} */
const forEachService = (valueOf) =>
  /** @type {AmqpUrls} */ (Object.fromEntries(serviceNames.map((service) => [service, valueOf(service)])));

/** @param {import('./secrets.mjs').Secrets} secrets @returns {import('../infra/brokerAccounts.mjs').BrokerPasswords} */
const brokerPasswords = (secrets) => ({
  admin: secrets.rabbitPassword,
  of: (service) => secrets[`${service}AmqpPassword`],
});

/** @param {Context} context @returns {Promise<string>} where mail is to be sent */
export async function bringUpMail({ port, changed, add }) {
  const { SMTP_URL } = process.env;
  if (SMTP_URL) {
    say(`Mail: the environment names the server, ${new URL(SMTP_URL).host}`);
    add(namedPart('mail', SMTP_URL));
    return SMTP_URL;
  }
  const logFile = freshLog('mail');
  const [smtpPort, webPort] = [await port('smtp'), await port('mail')];
  const url = `http://127.0.0.1:${webPort}`;
  const begin = async () => {
    const catcher = startProcess(process.execPath, [join(import.meta.dirname, '../mail/catcher.mjs')], {
      logFile,
      env: {
        ...process.env,
        HOST: '127.0.0.1',
        SMTP_PORT: String(smtpPort),
        PORT: String(webPort),
        MAIL_FOLDER: keptPath('mail'),
      },
    });
    await waitFor(() => fetch(`${url}/livez`), {
      limitMs: 20_000,
      unless: catcher.hasExited,
      failure: `The mail catcher did not come up; its log is ${logFile}`,
    });
    return { ...catcher, port: webPort, url };
  };
  const part = createPart('mail', begin, changed);
  add(part);
  await part.start();
  say(`Mail: caught here, as SMTP_URL is not set; read it at ${url}`);
  return `smtp://127.0.0.1:${smtpPort}`;
}

/**
 * Ports that stay the same from one start to the next where they are still free.
 *
 * @param {Record<string, number>} kept is changed
 * @returns {(name: string) => Promise<number>}
 */
export const keptPorts = (kept) => async (name) => (kept[name] = await freePort(kept[name]));
