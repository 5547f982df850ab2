import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, serviceNames } from '../root.mjs';

/** @typedef {import('../root.mjs').ServiceName} ServiceName */

/**
 * A password for the administrator, and one for each service.
 *
 * @typedef {{ admin: string, of: (service: ServiceName) => string }} BrokerPasswords
 */

/** One for all of them, where nobody is to be kept out. @param {string} password @returns {BrokerPasswords} */
export const onePassword = (password) => ({ admin: password, of: () => password });

/** The administrator's account. */
export const administrator = 'closeout';

/** Tests name what they declare after themselves (`testNamespace` in the service kit). */
export const testNamespaces = '(t[0-9a-f]{10}\\.)?';

/**
 * RabbitMQ's definitions of the accounts: a service reads what all services say, and writes to its own exchange only, so that
 * none can say anything in another's name. Every start of the broker reads them again.
 *
 * @param {BrokerPasswords} passwords
 * @param {{ namespace?: string }} [options] a regular expression of what names may begin with
 */
export function brokerDefinitions(passwords, { namespace = '' } = {}) {
  const template = readFileSync(join(root, 'docker/rabbitmq-definitions.template'), 'utf8');
  const values = { NAMESPACE: namespace, ADMIN_PASSWORD: passwords.admin };
  // As docker/rabbitmq-definitions.sh does: a line that names the service stands once for each.
  const lines = template
    .split('\n')
    .flatMap((line) =>
      line.includes('{{SERVICE}}')
        ? serviceNames.map((service) =>
            fill(line, { ...values, SERVICE: service, PASSWORD: passwords.of(service) }),
          )
        : [fill(line, values)],
    );
  return lines.join('\n');
}

/** @param {string} line @param {Record<string, string>} values */
const fill = (line, values) =>
  line.replace(/\{\{(\w+)\}\}/g, (_, name) => JSON.stringify(values[name]).slice(1, -1));

/**
 * The broker's URL with a service's own account.
 *
 * @param {string} url the administrator's
 * @param {ServiceName} service
 * @param {string} password
 */
export function accountUrl(url, service, password) {
  const own = new URL(url);
  own.username = `${administrator}_${service}`;
  own.password = encodeURIComponent(password);
  return String(own);
}
