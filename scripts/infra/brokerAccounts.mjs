import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.mjs';

/** @typedef {(typeof import('../root.mjs').serviceNames)[number]} ServiceName */

/**
 * A password for the administrator, and one for each service; or one for all of them, where nobody is to be kept out.
 *
 * @typedef {{ admin: string } & Record<ServiceName, string>} BrokerPasswords
 */

/** @param {string} password @returns {BrokerPasswords} */
export const onePassword = (password) => ({
  admin: password,
  projects: password,
  billing: password,
  notifications: password,
  gateway: password,
});

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
  let text = readFileSync(join(root, 'docker/rabbitmq-definitions.json'), 'utf8');
  const fill = (/** @type {string} */ name, /** @type {string} */ value) =>
    (text = text.replaceAll(`{{${name}}}`, JSON.stringify(value).slice(1, -1)));
  fill('NAMESPACE', namespace);
  for (const [account, password] of Object.entries(passwords))
    fill(`${account.toUpperCase()}_PASSWORD`, password);
  return text;
}

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
