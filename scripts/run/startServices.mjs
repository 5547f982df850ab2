import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { startProcess } from '../infra/startProcess.mjs';
import { root, serviceNames } from '../root.mjs';
import { sellerOfDemo } from './demoSeller.mjs';
import { freshLog } from './logs.mjs';
import { createPart } from './part.mjs';
import { showWarnings } from './showWarnings.mjs';

/**
 * @typedef {object} Surroundings
 * @property {import('./databases.mjs').DatabaseUrls} databases
 * @property {import('./startParts.mjs').AmqpUrls} amqpUrls
 * @property {string} smtpUrl
 * @property {number} publicPort
 * @property {boolean} demo
 * @property {import('./secrets.mjs').Secrets} secrets
 * @property {(name: string) => Promise<number>} port
 * @property {() => void} changed
 * @property {(part: import('./part.mjs').Part) => void} add
 */

/** @param {Surroundings} surroundings */
export async function startServices({ port, changed, add, publicPort, ...rest }) {
  /** @type {Record<string, number>} */
  const ports = { gateway: publicPort };
  for (const service of serviceNames) ports[service] ??= await port(service);
  for (const service of serviceNames) {
    const logFile = freshLog(service);
    const env = serviceEnvironment(service, ports, rest);
    const begin = async () => ({
      ...startProcess(process.execPath, ['dist/main.js'], {
        logFile,
        env,
        cwd: join(root, 'services', service),
      }),
      port: /** @type {number} */ (ports[service]),
      url: `http://127.0.0.1:${ports[service]}`,
    });
    const part = createPart(service, begin, changed);
    add(part);
    await part.start();
    showWarnings(service, logFile);
  }
}

/**
 * What stands in a service's environment; what the caller's environment holds beside that goes through.
 *
 * @param {import('../root.mjs').ServiceName} service
 * @param {Record<string, number>} ports
 * @param {Pick<Surroundings, 'databases' | 'amqpUrls' | 'smtpUrl' | 'demo' | 'secrets'>} surroundings
 * @returns {NodeJS.ProcessEnv}
 */
export function serviceEnvironment(service, ports, { databases, amqpUrls, smtpUrl, demo, secrets }) {
  const {
    HOST = '127.0.0.1',
    PUBLIC_URL = `http://localhost:${ports.gateway}`,
    ADMIN_EMAIL,
    ADMIN_PASSWORD,
  } = process.env;
  return {
    NODE_ENV: 'production',
    ...process.env,
    PORT: String(ports[service]),
    HOST: service === 'gateway' ? HOST : '127.0.0.1',
    DATABASE_URL: databases[service],
    AMQP_URL: amqpUrls[service],
    SMTP_URL: smtpUrl,
    PUBLIC_URL,
    ...Object.fromEntries(
      serviceNames.map((name) => [`${name.toUpperCase()}_URL`, `http://127.0.0.1:${ports[name]}`]),
    ),
    SERVICE_SECRET: secrets.serviceSecret,
    BUILD_REVISION: process.env.BUILD_REVISION || revision(),
    METRICS_TOKEN: secrets.metricsToken,
    ...(service === 'billing' && sellerOfDemo(demo)),
    ...(service === 'gateway' && {
      KEY_SECRET: secrets.keySecret,
      DEMO_ACCOUNTS: demo ? '1' : '0',
      ADMIN_EMAIL: ADMIN_EMAIL ?? (demo ? '' : firstAdministrator),
      ADMIN_PASSWORD: ADMIN_PASSWORD ?? (demo ? '' : secrets.adminPassword),
    }),
  };
}

/** The commit that is checked out; nothing where there is no git. */
function revision() {
  const { status, stdout } = spawnSync('git', ['rev-parse', '--short', 'HEAD'], {
    cwd: root,
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : undefined;
}

/** Where there are no demo accounts, somebody must be able to sign in. */
export const firstAdministrator = 'admin@closeout.example';
