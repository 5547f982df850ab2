import { randomBytes } from 'node:crypto';
import { serviceNames } from '../root.mjs';
import { readKept, writeKept } from './kept.mjs';

const names = /** @type {const} */ ([
  'serviceSecret',
  'keySecret',
  'postgresPassword',
  'rabbitPassword',
  'adminPassword',
  'metricsToken',
  ...serviceNames.map((service) => /** @type {const} */ (`${service}AmqpPassword`)),
]);

/** @typedef {Record<(typeof names)[number], string>} Secrets */

/**
 * The secrets of this installation, made at its first start. What the environment names is used instead, and not kept.
 *
 * @returns {Secrets}
 */
export function secrets() {
  const kept = readKept('secrets.json') ?? {};
  const missing = names.filter((name) => !kept[name]);
  for (const name of missing) kept[name] = randomBytes(32).toString('base64url');
  if (missing.length > 0) writeKept('secrets.json', kept);
  const { SERVICE_SECRET, KEY_SECRET, METRICS_TOKEN } = process.env;
  return {
    ...kept,
    ...(SERVICE_SECRET && { serviceSecret: SERVICE_SECRET }),
    ...(KEY_SECRET && { keySecret: KEY_SECRET }),
    ...(METRICS_TOKEN && { metricsToken: METRICS_TOKEN }),
  };
}
